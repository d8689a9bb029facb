// <claim-form>: the card beside the form shows the address while it is typed.

class ClaimForm extends HTMLElement {
  connectedCallback() {
    const shown = document.querySelector(".face-laid .face-address bdi");
    const input = this.querySelector("input[name=handle]");
    if (!shown || !input) return;
    const before = shown.textContent;
    const show = () => {
      const handle = input.value.trim().toLowerCase();
      shown.textContent = handle ? `${this.dataset.host}/${handle}` : before;
    };
    input.addEventListener("input", show);
    if (input.value) show();
  }
}

customElements.define("claim-form", ClaimForm);
