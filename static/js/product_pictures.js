// <smaller-pictures>: what was chosen is made smaller before it is sent, and shown small.
import { prepared } from "./shrink.js";

const SIDE = 72;

class SmallerPictures extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("[type=file]");
    this.shown = this.querySelector("[data-chosen]");
    this.input.addEventListener("change", () => this.choose());
  }

  // A picture the browser cannot read is sent as it is: the answer says what to do about it.
  async choose() {
    const chosen = [...this.input.files];
    this.shown.replaceChildren();
    const kept = new DataTransfer();
    for (const file of chosen) {
      const made = await prepared(file).catch(() => ({ file }));
      kept.items.add(made.file);
      if (made.canvas) this.shown.append(square(made.canvas));
    }
    if (chosen.length) this.input.files = kept.files;
  }
}

function square(canvas) {
  const small = document.createElement("canvas");
  small.width = small.height = SIDE * 2;
  small.className = "product-thumb";
  const side = Math.min(canvas.width, canvas.height);
  const [left, top] = [(canvas.width - side) / 2, (canvas.height - side) / 2];
  small.getContext("2d").drawImage(canvas, left, top, side, side, 0, 0, small.width, small.height);
  return small;
}

customElements.define("smaller-pictures", SmallerPictures);
