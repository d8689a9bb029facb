// <crop-photo>: a picture is chosen or dropped, then moved and sized in a frame; the part inside is what is asked for.
import { prepared } from "./shrink.js";

const SHAPES = { portrait: 1, cover: 3 }; // width by height; a logo keeps its own
const LARGEST = 5;
const STEP = 0.03;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, least, most) => Math.min(most, Math.max(least, value));

class CropPhoto extends HTMLElement {
  connectedCallback() {
    const find = (selector) => this.querySelector(selector);
    [this.zone, this.now, this.crop, this.note, this.send] =
      ["zone", "now", "crop", "note", "send"].map((part) => find(`[data-${part}]`));
    [this.form, this.frame, this.size, this.file] = ["form", ".photo-frame", "[type=range]", "[type=file]"].map(find);
    this.pointers = new Map();
    this.file.addEventListener("change", () => this.choose(this.file.files[0]));
    this.zone.addEventListener("dragover", (event) => { event.preventDefault(); this.zone.dataset.over = ""; });
    this.zone.addEventListener("dragleave", () => { delete this.zone.dataset.over; });
    this.zone.addEventListener("drop", (event) => this.drop(event));
    this.frame.addEventListener("keydown", (event) => this.press(event));
    this.frame.addEventListener("wheel", (event) => { event.preventDefault(); this.zoom(2 ** (-event.deltaY / 400)); });
    this.frame.addEventListener("pointerdown", (event) => this.grip(event));
    this.frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.frame.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    }
    this.size.addEventListener("input", () => { this.scale = Number(this.size.value); this.lay(); });
    this.addEventListener("htmx:beforeRequest", () => this.sending(true));
    this.addEventListener("htmx:xhr:progress", (event) => this.progress(event.detail));
    this.addEventListener("htmx:beforeSwap", (event) => this.answered(event.detail));
    this.addEventListener("htmx:sendError", () => this.sending(false));
    if (this.file.files.length) this.choose(this.file.files[0]); // the browser kept it over a reload
  }

  drop(event) {
    event.preventDefault();
    delete this.zone.dataset.over;
    if (event.dataTransfer.files.length) this.choose(event.dataTransfer.files[0], true);
  }

  // The file that is sent is the one in the field: the chosen one, or its smaller copy.
  async choose(file, dropped = false) {
    if (!file) { location.reload(); return; } // the browser's dialog was cancelled and the field emptied
    this.zone.setAttribute("aria-busy", "true");
    const made = await prepared(file).catch(() => ({ file }));
    if (dropped || made.file !== file) {
      const holder = new DataTransfer();
      holder.items.add(made.file);
      this.file.files = holder.files;
    }
    this.zone.removeAttribute("aria-busy");
    this.dataset.chosen = "";
    this.now.hidden = true;
    this.crop.hidden = !made.canvas;
    this.note.textContent = made.canvas ? "" : this.dataset.blind;
    this.send.textContent = this.dataset.use;
    this.querySelector("[data-choose]").textContent = this.dataset.other;
    this.querySelector(".photo-file label").classList.add("button-quiet");
    this.begin(made.canvas);
  }

  begin(canvas) {
    this.part = null;
    for (const name of ["x", "y", "width", "height"]) this.form.elements[name].value = "";
    if (!canvas) return;
    this.frame.replaceChildren(canvas);
    const own = canvas.width / canvas.height;
    const ratio = SHAPES[this.dataset.purpose] ?? own;
    this.frame.style.setProperty("--ratio", ratio);
    this.whole = [Math.min(1, ratio / own), Math.min(1, own / ratio)]; // the largest part of that shape
    this.scale = 1;
    this.part = { x: (1 - this.whole[0]) / 2, y: (1 - this.whole[1]) / 2, width: this.whole[0], height: this.whole[1] };
    this.lay();
    this.frame.focus({ preventScroll: true });
    this.crop.scrollIntoView({ block: "nearest" });
  }

  // The part, made to hold by the scale and the edges, is shown and written into the form.
  lay() {
    const { part } = this;
    const middle = [part.x + part.width / 2, part.y + part.height / 2];
    [part.width, part.height] = this.whole.map((side) => side / this.scale);
    part.x = within(middle[0] - part.width / 2, 0, 1 - part.width);
    part.y = within(middle[1] - part.height / 2, 0, 1 - part.height);
    const { style } = this.frame.firstElementChild;
    style.width = `${100 / part.width}%`;
    style.height = `${100 / part.height}%`;
    style.transform = `translate(${-100 * part.x}%, ${-100 * part.y}%)`;
    this.size.value = this.scale;
    for (const name of Object.keys(part)) this.form.elements[name].value = part[name].toFixed(5);
  }

  move(across, down) { // in frames; the picture follows the hand
    this.part.x -= across * this.part.width;
    this.part.y -= down * this.part.height;
    this.lay();
  }

  zoom(factor) {
    this.scale = within(this.scale * factor, 1, LARGEST);
    this.lay();
  }

  press(event) {
    const way = MOVES[event.key];
    if (way) this.move(way[0] * STEP, way[1] * STEP);
    else if (event.key === "+" || event.key === "=") this.zoom(1.1);
    else if (event.key === "-") this.zoom(1 / 1.1);
    else return;
    event.preventDefault();
  }
}

customElements.define("crop-photo", CropPhoto);
