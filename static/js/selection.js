// <lead-selection>: what can be done with several is opened by the first tick, and says how many are ticked.

class LeadSelection extends HTMLElement {
  connectedCallback() {
    [this.acts, this.count] = ["acts", "count"].map((part) => this.querySelector(`[data-${part}]`));
    this.addEventListener("change", (event) => { if (event.target.name === "lead") this.show(event.target.checked); });
    addEventListener("pageshow", () => this.show(true)); // the browser may have kept ticks
  }

  show(opens) {
    const ticked = this.querySelectorAll("[name=lead]:checked").length;
    const { none, some } = this.count.dataset;
    this.count.textContent = ticked ? some.replace("%d", ticked) : none;
    if (!ticked) this.acts.open = false;
    else if (opens && ticked === 1) this.acts.open = true;
  }
}

customElements.define("lead-selection", LeadSelection);
