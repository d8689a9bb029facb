// <crop-frame>: a frame of fixed shape, a picture in it that is moved and sized; every change is told as "crop".

const LARGEST = 5;
const STEP = 0.03; // of the frame, for one press of an arrow key
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, least, most) => Math.min(most, Math.max(least, value));
const distance = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

class CropFrame extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector("[data-frame]");
    this.size = this.querySelector("[type=range]");
    this.pointers = new Map();
    this.size.addEventListener("input", () => this.zoom(this.size.value / this.scale));
    this.frame.addEventListener("keydown", (event) => this.press(event));
    this.frame.addEventListener("wheel", (event) => this.wheel(event));
    this.frame.addEventListener("pointerdown", (event) => this.grip(event));
    this.frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.frame.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    }
  }

  // `ratio` is width by height; without one the picture's own. The middle is shown, as large a part as the shape allows.
  show(canvas, ratio) {
    const own = canvas.width / canvas.height;
    const shape = ratio || own;
    this.frame.replaceChildren(canvas);
    this.frame.style.setProperty("--ratio", shape);
    this.whole = [Math.min(1, shape / own), Math.min(1, own / shape)];
    this.scale = 1;
    this.area = { x: 0, y: 0, width: 1, height: 1 };
    this.lay();
    this.frame.focus();
  }

  // The part keeps its middle, gets the size the scale asks for, and stays within the picture. All in fractions of it.
  lay() {
    const { area } = this;
    const middle = [area.x + area.width / 2, area.y + area.height / 2];
    [area.width, area.height] = this.whole.map((side) => side / this.scale);
    area.x = within(middle[0] - area.width / 2, 0, 1 - area.width);
    area.y = within(middle[1] - area.height / 2, 0, 1 - area.height);
    const { style } = this.frame.firstElementChild;
    style.width = `${100 / area.width}%`;
    style.height = `${100 / area.height}%`;
    style.transform = `translate(${-100 * area.x}%, ${-100 * area.y}%)`;
    this.size.value = this.scale;
    this.dispatchEvent(new CustomEvent("crop", { detail: area, bubbles: true }));
  }

  // In widths and heights of the frame; the picture follows the hand.
  move(across, down) {
    this.area.x -= across * this.area.width;
    this.area.y -= down * this.area.height;
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

  wheel(event) {
    event.preventDefault();
    this.zoom(2 ** (-event.deltaY / 400));
  }

  grip(event) {
    this.frame.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
  }

  // One finger moves; two move by half each, and size by their distance.
  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const apart = this.pointers.size === 2 ? distance([...this.pointers.values()]) : 0;
    this.pointers.set(event.pointerId, event);
    if (apart) this.zoom(distance([...this.pointers.values()]) / apart);
    const share = this.pointers.size;
    this.move(
      (event.clientX - before.clientX) / this.frame.clientWidth / share,
      (event.clientY - before.clientY) / this.frame.clientHeight / share,
    );
  }
}

customElements.define("crop-frame", CropFrame);
