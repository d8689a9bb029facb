// <local-time><time datetime="…">: an instant in the reader's own zone and habit.

class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const instant = time && new Date(time.dateTime);
    if (!instant || Number.isNaN(instant.valueOf())) return;
    const language = document.documentElement.lang || undefined;
    time.title = time.textContent.trim();
    time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(instant);
  }
}

customElements.define("local-time", LocalTime);
