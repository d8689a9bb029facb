// <lead-selection>: says how many leads are ticked where it is chosen what to do with them, and keeps that in sight then.

class LeadSelection extends HTMLElement {
  connectedCallback() {
    this.count = this.querySelector("[data-count]");
    this.addEventListener("change", (event) => { if (event.target.name === "lead") this.show(); });
    addEventListener("pageshow", () => this.show()); // the browser may have kept ticks
  }

  show() {
    const ticked = this.querySelectorAll("[name=lead]:checked").length;
    const { none, some } = this.count.dataset;
    this.toggleAttribute("ticked", ticked > 0);
    this.count.textContent = ticked ? some.replace("%d", ticked) : none;
  }
}

customElements.define("lead-selection", LeadSelection);
