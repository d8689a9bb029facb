// <album-upload>: many pictures at once, each made smaller and sent on its own; a line for each says how far it is.
import { rightsOf } from "./gallery_rights.js";
import { Line } from "./gallery_line.js";
import { prepared } from "./shrink.js";

const AT_ONCE = 2;

class AlbumUpload extends HTMLElement {
  connectedCallback() {
    [this.form, this.input] = ["form", "[type=file]"].map((part) => this.querySelector(part));
    [this.state, this.total, this.bar, this.lines, this.retry, this.says] =
      ["state", "total", "bar", "lines", "retry", "says"].map((part) => this.querySelector(`[data-${part}]`));
    [this.all, this.waiting, this.busy] = [[], [], 0];
    this.input.addEventListener("change", () => { this.add(this.input.files); this.input.value = ""; });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("dragover", (event) => { event.preventDefault(); this.form.dataset.over = ""; });
    this.form.addEventListener("dragleave", () => { delete this.form.dataset.over; });
    this.form.addEventListener("drop", (event) => this.drop(event));
    this.retry.addEventListener("click", () => this.again(this.failed()));
    addEventListener("beforeunload", (event) => { if (this.busy || this.waiting.length) event.preventDefault(); });
    if (this.input.files.length) this.add(this.input.files); // kept by the browser over a reload
  }

  drop(event) {
    event.preventDefault();
    delete this.form.dataset.over;
    this.add(event.dataTransfer.files);
  }

  add(files) {
    if (!files.length) return;
    this.forget();
    const added = [...files].map((file) => new Line(file, this.dataset, (line) => this.again([line])));
    this.lines.append(...added.map((line) => line.element));
    this.all.push(...added);
    this.state.hidden = false;
    this.again(added);
  }

  // What was said of an earlier act.
  forget() {
    const said = document.getElementById("messages");
    said?.replaceChildren();
    said?.classList.add("messages-none");
  }

  again(lines) {
    for (const line of lines) line.wait();
    this.waiting.push(...lines);
    this.next();
  }

  failed() {
    return this.all.filter((line) => line.failed);
  }

  next() {
    this.count();
    while (this.busy < AT_ONCE && this.waiting.length) this.work(this.waiting.shift());
  }

  async work(line) {
    this.busy += 1;
    const { file, credit } = await this.smaller(line);
    await line.send(this.body(file, line.file.name, credit), this.form.action, () => this.count());
    if (line.done) this.arrived(line.answer);
    this.busy -= 1;
    this.next();
  }

  // One at a time: a large picture takes much memory. What the browser cannot read is sent as it is.
  smaller(line) {
    const made = async () => {
      line.say("shrinking");
      const credit = this.dataset.credited ? await rightsOf(line.file).catch(() => "") : "";
      const { file } = await prepared(line.file).catch(() => ({ file: line.file }));
      return { file, credit };
    };
    this.turn = (this.turn ?? Promise.resolve()).then(made);
    return this.turn;
  }

  body(file, name, credit) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("credit", credit);
    body.set("pictures", file, name);
    return body;
  }

  // Its place in the list; from then on the page asks how it stands.
  arrived(html) {
    document.querySelector("[data-tiles]").insertAdjacentHTML("beforeend", html);
    document.querySelector("product-order")?.renew?.();
    document.querySelector("[data-none]").hidden = true;
    document.querySelector("[data-acts]").hidden = false;
    const state = document.getElementById("album-state");
    if (state.getAttribute("hx-trigger") === "look") state.dispatchEvent(new Event("look")); // else it asks already
  }

  count() {
    const [done, failed] = [this.all.filter((line) => line.done).length, this.failed().length];
    const words = this.dataset.count.replace("{done}", done).replace("{all}", this.all.length);
    this.total.textContent = failed ? `${words} · ${this.dataset.failed.replace("{failed}", failed)}` : words;
    this.bar.value = this.all.reduce((sum, line) => sum + line.share, 0) / this.all.length;
    this.retry.hidden = failed < 2 || this.busy > 0;
    if (!this.busy && !this.waiting.length) this.end();
  }

  // Of those that arrived the number is enough: they stand among the pictures.
  end() {
    this.says.textContent = this.total.textContent;
    this.lines.replaceChildren(...this.all.filter((line) => !line.done).map((line) => line.element));
  }
}

customElements.define("album-upload", AlbumUpload);
