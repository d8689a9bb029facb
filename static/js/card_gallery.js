// <gallery-viewer>: the pictures of an album as large as the screen, moved by thumb, by keys and by buttons.

class GalleryViewer extends HTMLElement {
  connectedCallback() {
    this.links = [...this.querySelectorAll("figure > a")];
    if (!window.HTMLDialogElement) return; // then a link shows its picture large, as without script
    this.addEventListener("click", (event) => this.clicked(event));
    addEventListener("popstate", () => this.dialog?.close());
    const asked = this.links.findIndex((link) => `#${link.closest("li").id}` === location.hash);
    if (asked >= 0) this.open(asked);
  }

  clicked(event) {
    const link = event.target.closest("figure > a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({ viewer: true }, ""); // so that going back closes the picture and not the page
    this.open(this.links.indexOf(link));
  }

  open(number) {
    this.dialog ??= this.made();
    document.body.append(this.dialog);
    this.dialog.showModal();
    document.documentElement.style.overflow = "hidden";
    this.go(number, "auto");
    this.show(number);
  }

  made() {
    const dialog = part("dialog", "viewer");
    this.track = part("ul", "viewer-track");
    this.track.append(...this.links.map(slide));
    [this.last, this.next, this.end] = [["last", "‹"], ["next", "›"], ["close", "×"]].map(([name, sign]) => {
      const button = part("button", `viewer-${name}`, sign);
      button.setAttribute("aria-label", this.dataset[name]);
      return button;
    });
    this.place = part("p", "viewer-place");
    this.place.setAttribute("role", "status");
    this.last.addEventListener("click", () => this.go(this.now - 1));
    this.next.addEventListener("click", () => this.go(this.now + 1));
    this.end.addEventListener("click", () => dialog.close());
    this.track.addEventListener("scroll", () => this.moved(), { passive: true });
    dialog.addEventListener("keydown", (event) => this.pressed(event));
    dialog.addEventListener("close", () => this.closed());
    dialog.append(this.track, this.place, this.end, this.last, this.next);
    return dialog;
  }

  pressed(event) {
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const number = { ArrowLeft: this.now - 1, ArrowRight: this.now + 1, Home: 0, End: this.links.length - 1 }[event.key];
    if (number === undefined) return;
    event.preventDefault();
    this.go(forward === "ArrowLeft" && event.key.startsWith("Arrow") ? 2 * this.now - number : number);
  }

  go(number, behavior) {
    const to = this.track.children[Math.max(0, Math.min(number, this.links.length - 1))];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.track.scrollTo({ left: to.offsetLeft - this.track.firstElementChild.offsetLeft, behavior: behavior ?? (still ? "auto" : "smooth") });
  }

  moved() {
    const number = Math.round(Math.abs(this.track.scrollLeft) / this.track.clientWidth);
    if (this.dialog.open && number !== this.now) this.show(number);
  }

  show(number) {
    this.now = number;
    const all = this.links.length;
    this.place.textContent = this.dataset.place.replace("{number}", number + 1).replace("{all}", all);
    const focused = document.activeElement;
    [this.last.disabled, this.next.disabled] = [number === 0, number === all - 1];
    if (focused?.disabled || !this.dialog.contains(focused)) this.end.focus();
    [...this.track.children].forEach((item, at) => { item.inert = at !== number; });
  }

  closed() {
    document.documentElement.style.overflow = "";
    this.links[this.now]?.focus();
    if (history.state?.viewer) history.back();
  }
}

function part(kind, name, text = "") {
  const made = document.createElement(kind);
  [made.className, made.textContent] = [name, text];
  return made;
}

// The picture anew, for the whole width; browsers fetch it when it is about to be seen.
function slide(link) {
  const item = document.createElement("li");
  const picture = link.querySelector("picture").cloneNode(true);
  for (const source of picture.querySelectorAll("[sizes]")) source.sizes = "100vw";
  const image = picture.querySelector("img");
  [image.width, image.height] = [link.dataset.width, link.dataset.height];
  const words = part("div", "viewer-words");
  words.append(...(link.parentElement.querySelector("figcaption")?.cloneNode(true).childNodes ?? []));
  item.append(picture, words);
  return item;
}

customElements.define("gallery-viewer", GalleryViewer);
