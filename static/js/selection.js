// <lead-selection>: says how many leads are ticked where it is chosen what to do with them, and keeps that in sight then;
// ticks a whole page, or takes all ticks off.

class LeadSelection extends HTMLElement {
  connectedCallback() {
    this.count = this.querySelector("[data-count]");
    this.all = this.querySelector("[data-all]");
    this.all.hidden = false;
    this.all.addEventListener("click", () => this.tickAll());
    this.addEventListener("change", (event) => { if (event.target.type === "checkbox") this.show(); });
    addEventListener("pageshow", () => this.show()); // the browser may have kept ticks
  }

  tickAll() {
    const boxes = [...this.querySelectorAll("[name=lead]")];
    const ticked = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = ticked;
    this.show();
  }

  show() {
    const every = this.querySelector("[name=every]:checked");
    const ticked = this.querySelectorAll("[name=lead]:checked").length;
    const { none, some, every: all } = this.count.dataset;
    this.toggleAttribute("ticked", ticked > 0 || every !== null);
    this.count.textContent = every ? all : ticked ? some.replace("%d", ticked) : none;
    const { tick, untick } = this.all.dataset;
    this.all.textContent = this.querySelector("[name=lead]:not(:checked)") ? tick : untick;
  }
}

customElements.define("lead-selection", LeadSelection);
