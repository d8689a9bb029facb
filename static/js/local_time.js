// <local-time><time datetime="…">: an instant in the reader's own zone, for pages that belong to no workspace and so
// have no clock of their own. In the style of the house: "5 Mar 2027, 01:30".

class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const instant = time && new Date(time.dateTime);
    if (!instant || Number.isNaN(instant.valueOf())) return;
    const { lang } = document.documentElement;
    const language = lang === "en" ? "en-GB" : lang || undefined;
    time.title = time.textContent.trim();
    time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(instant);
  }
}

customElements.define("local-time", LocalTime);
