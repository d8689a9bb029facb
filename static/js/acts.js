// <copy-button data-text>, <share-button data-url data-title>, <confirm-act>: acts only a browser can do.

const SHOWN_FOR = 2500;

class CopyButton extends HTMLElement {
  connectedCallback() {
    this.says = this.querySelector("[data-says]");
    this.label = this.says.textContent;
    this.querySelector("button").addEventListener("click", () => this.copy());
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.dataset.text);
      this.say(this.dataset.done);
      this.toggleAttribute("data-copied", true);
    } catch {
      this.say(this.dataset.failed);
    }
  }

  say(words) {
    this.says.textContent = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.says.textContent = this.label;
      this.removeAttribute("data-copied");
    }, SHOWN_FOR);
  }
}

class ShareButton extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.share;
    this.querySelector("button").addEventListener("click", () => this.share());
  }

  async share() {
    try {
      await navigator.share({ title: this.dataset.title, url: this.dataset.url });
    } catch (error) {
      if (error.name !== "AbortError") throw error; // closing the sheet is an answer too
    }
  }
}

// Without script, or without <dialog>, the link leads to a page that asks the same question.
class ConfirmAct extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    if (typeof dialog.showModal !== "function") return;
    this.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
      dialog.querySelector("[data-keep]").focus();
    });
    dialog.querySelector("[data-keep]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }
}

customElements.define("copy-button", CopyButton);
customElements.define("share-button", ShareButton);
customElements.define("confirm-act", ConfirmAct);
