// <photo-form>: a picture is chosen or dropped, shown in its frame, and sent; whatever is refused is said in place.
import "./crop.js";
import { prepared } from "./shrink.js";

const SHAPES = { portrait: 1, cover: 3 }; // width by height; a logo keeps its own
const SAID_IN_WORDS = [429, 503, 507]; // answers that hold the page again, as 422 does

class PhotoForm extends HTMLElement {
  connectedCallback() {
    [this.zone, this.now, this.note, this.send, this.said] =
      ["zone", "now", "note", "send", "said"].map((part) => this.querySelector(`[data-${part}]`));
    [this.form, this.crop, this.file, this.bar] =
      ["form", "crop-frame", "[type=file]", "progress"].map((part) => this.querySelector(part));
    this.file.addEventListener("change", () => this.choose(this.file.files[0]));
    this.zone.addEventListener("dragover", (event) => { event.preventDefault(); this.zone.dataset.over = ""; });
    this.zone.addEventListener("dragleave", () => { delete this.zone.dataset.over; });
    this.zone.addEventListener("drop", (event) => this.drop(event));
    this.crop.addEventListener("crop", (event) => this.write(event.detail));
    this.addEventListener("htmx:beforeRequest", () => this.sending(true));
    this.addEventListener("htmx:xhr:progress", (event) => this.progress(event.detail));
    this.addEventListener("htmx:beforeSwap", (event) => this.answered(event.detail));
    this.addEventListener("htmx:sendError", () => this.sending(false));
    addEventListener("beforeunload", (event) => { if ("chosen" in this.form.dataset && !this.send.disabled) event.preventDefault(); });
    addEventListener("pageshow", (event) => { if (event.persisted) this.sending(false); });
    if (this.file.files.length) this.choose(this.file.files[0]); // kept by the browser over a reload
  }

  drop(event) {
    event.preventDefault();
    delete this.zone.dataset.over;
    if (event.dataTransfer.files.length) this.choose(event.dataTransfer.files[0]);
  }

  // What is sent is what lies in the field: the file itself or its smaller copy.
  async choose(file) {
    if (file) {
      this.zone.setAttribute("aria-busy", "true");
      const made = await prepared(file).catch(() => ({ file }));
      this.kept = new DataTransfer();
      this.kept.items.add(made.file);
      this.show(made.canvas);
      this.zone.removeAttribute("aria-busy");
    }
    if (this.kept) this.file.files = this.kept.files; // also when the browser's dialog was left without a choice
  }

  show(canvas) {
    this.form.dataset.chosen = "";
    this.now.hidden = true;
    this.crop.hidden = !canvas;
    this.note.textContent = canvas ? "" : this.form.dataset.blind;
    this.label = this.send.textContent = this.form.dataset.use;
    this.querySelector("[data-choose]").textContent = this.form.dataset.other;
    this.querySelector("[data-choose]").parentElement.classList.add("button-quiet");
    this.querySelector("#photo-said").replaceChildren();
    this.write({ x: "", y: "", width: "", height: "" });
    if (canvas) this.crop.show(canvas, SHAPES[this.form.dataset.purpose]);
    requestAnimationFrame(() => this.send.scrollIntoView({ block: "nearest" }));
  }

  write(part) {
    for (const [name, value] of Object.entries(part)) this.form.elements[name].value = value;
  }

  sending(on) {
    this.label ??= this.send.textContent;
    this.send.disabled = on;
    this.send.textContent = on ? this.form.dataset.sending : this.label;
    this.said.textContent = on ? this.form.dataset.sending : "";
    this.bar.hidden = !on || !this.file.files.length;
  }

  progress({ lengthComputable, loaded, total }) {
    if (lengthComputable && this.send.disabled) this.bar.value = loaded / total;
  }

  answered(answer) {
    this.sending(false);
    if (SAID_IN_WORDS.includes(answer.xhr.status)) [answer.shouldSwap, answer.isError] = [true, false];
    this.note.textContent = answer.xhr.status === 413 ? this.form.dataset.heavy : "";
    if (answer.xhr.status === 413) answer.isError = false; // of a proxy, whose page is not ours
  }
}

customElements.define("photo-form", PhotoForm);
