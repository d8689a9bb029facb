/* A day as a bar beside its typed times: drag an edge of what is open, or its middle. The inputs follow, and lead. */

const DAY = 24 * 60;
const STEP = 15;

const minutes = (text) => (/^\d\d:\d\d/.test(text) ? Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)) : null);
const typed = (at) => `${String(Math.floor(at / 60) % 24).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
const within = (at, least, most) => Math.min(Math.max(at, least), most);

class HoursBar extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.day = this.closest("[data-day]");
    this.day.addEventListener("input", () => this.draw());
    this.addEventListener("pointerdown", (event) => this.grab(event));
    this.draw();
  }

  get windows() {
    return [...this.day.querySelectorAll("[data-window]")].map((row) => {
      const [since, until] = row.querySelectorAll("input");
      return { since, until, from: minutes(since.value), to: minutes(until.value) || DAY };
    });
  }

  draw() {
    this.replaceChildren(...this.windows.filter((one) => one.from !== null).map((one, number) => this.block(one, number)));
  }

  block({ from, to }, number) {
    const block = document.createElement("span");
    block.className = "hours-block";
    block.dataset.number = number;
    block.style.insetInlineStart = `${(from / DAY) * 100}%`;
    block.style.inlineSize = `${(((to > from ? to : DAY) - from) / DAY) * 100}%`;
    for (const edge of ["since", "until"]) {
      const handle = document.createElement("span");
      handle.className = `hours-edge hours-${edge}`;
      handle.dataset.edge = edge;
      block.append(handle);
    }
    return block;
  }

  /* The minute of the day below the pointer, on the grid. */
  minuteAt(event) {
    const frame = this.getBoundingClientRect();
    const along = getComputedStyle(this).direction === "rtl" ? frame.right - event.clientX : event.clientX - frame.left;
    return Math.round((along / frame.width) * (DAY / STEP)) * STEP;
  }

  grab(event) {
    const block = event.target.closest(".hours-block");
    if (!block) return;
    event.preventDefault();
    const window = this.windows.filter((one) => one.from !== null)[block.dataset.number];
    if (window.to < window.from) return; // over midnight: by typing
    const edge = event.target.dataset.edge;
    const begun = this.minuteAt(event);
    const follow = (moved) => this.drag(window, edge, this.minuteAt(moved) - begun);
    const end = () => {
      this.removeEventListener("pointermove", follow);
      this.day.dispatchEvent(new Event("change", { bubbles: true }));
    };
    this.setPointerCapture(event.pointerId);
    this.addEventListener("pointermove", follow);
    this.addEventListener("lostpointercapture", end, { once: true });
  }

  drag({ since, until, from, to }, edge, by) {
    let [start, end] = [from, to];
    if (edge === "since") start = within(from + by, 0, to - STEP);
    else if (edge === "until") end = within(to + by, from + STEP, DAY);
    else {
      start = within(from + by, 0, DAY - (to - from));
      end = start + (to - from);
    }
    since.value = typed(start);
    until.value = typed(end);
    this.draw();
  }
}

customElements.define("hours-bar", HoursBar);
document.querySelector("[data-error-summary]")?.focus();
