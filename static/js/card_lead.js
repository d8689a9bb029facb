/* The contact form, opened in its place on the card; without script, or without network, the link leads to its page. */

/* A second tap sends nothing: the first one is on its way. */
function sendOnce(form) {
  let busy = false;
  form.addEventListener("submit", (event) => {
    if (busy) event.preventDefault();
    busy = true;
  });
  addEventListener("pageshow", () => { busy = false; });
}

async function openForm(link) {
  const address = new URL(link.href);
  address.searchParams.set("part", "form");
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const place = document.createElement("div");
  place.innerHTML = await answer.text();
  const form = place.querySelector("form");
  if (!form) throw new Error("no form"); // a locked card asks for its password on a page
  link.parentElement.replaceWith(form);
  sendOnce(form);
  form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

for (const link of document.querySelectorAll("[data-lead-form] a")) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    openForm(link).catch(() => location.assign(link.href));
  });
}
