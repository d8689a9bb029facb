// <product-order>: products are dragged by their grip, or stepped up and down, without leaving the page: what is typed stays.
import Sortable from "../vendor/sortable.js";

class ProductOrder extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.says = this.querySelector("[data-says]");
    this.sent = Promise.resolve();
    this.addEventListener("click", (event) => this.step(event));
    Sortable.create(this.list, {
      handle: ".grip",
      forceFallback: true, // the same by mouse and by touch
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd: ({ item, oldIndex, newIndex }) => { if (oldIndex !== newIndex) this.moved(item); },
    });
  }

  step(event) {
    const button = event.target.closest("button[data-step]");
    if (!button) return;
    const item = button.closest("li");
    const up = button.dataset.step === "up";
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return; // past the end of this page: the form is sent
    event.preventDefault();
    other[up ? "before" : "after"](item);
    this.moved(item);
    (button.disabled ? item.querySelector("button[data-step]:not([disabled])") : button)?.focus();
  }

  moved(item) {
    const { nextElementSibling: next, previousElementSibling: last } = item;
    const beside = next ? `before ${next.dataset.product}` : `after ${last.dataset.product}`;
    const place = [...this.list.children].indexOf(item) + 1;
    this.says.textContent = `${item.dataset.title}: ${this.dataset.said} ${place}`;
    this.renew();
    this.sent = this.sent.then(() => this.send(`move ${item.dataset.product} ${beside}`));
  }

  // What the buttons would send without script, in the new order; those at both ends lead on to other pages.
  renew() {
    const items = [...this.list.children];
    this.ends ??= { up: this.dataset.before, down: this.dataset.after };
    items.forEach((item, at) => {
      const past = { up: items[at - 1]?.dataset.product ?? this.ends.up, down: items[at + 1]?.dataset.product ?? this.ends.down };
      for (const button of item.querySelectorAll("button[data-step]")) {
        const way = button.dataset.step;
        button.disabled = !past[way];
        button.value = `move ${item.dataset.product} ${way === "up" ? "before" : "after"} ${past[way]}`;
      }
    });
  }

  // One after the other: each says beside whom the product stands now.
  async send(act) {
    const body = new FormData();
    body.set("act", act);
    body.set("csrfmiddlewaretoken", this.closest("form").elements.csrfmiddlewaretoken.value);
    const answer = await fetch(location.href, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer?.type === "opaqueredirect") return;
    this.dispatchEvent(new CustomEvent(answer ? "htmx:responseError" : "htmx:sendError", { bubbles: true }));
  }
}

customElements.define("product-order", ProductOrder);
