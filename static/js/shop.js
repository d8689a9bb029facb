/* A shop, made quicker: everything here works without it too. */

const order = document.querySelector("[data-order]");
const cart = document.querySelector(".cart-lines");

/* Says once that the order's page was shown, and that the chat was opened. */
function tell(opened) {
  const body = new URLSearchParams(opened ? { opened: "1" } : {});
  fetch(order.dataset.order, { method: "POST", body, keepalive: true }).catch(() => {}); // only a note for the seller
}

if (order) {
  tell(false);
  for (const link of document.querySelectorAll("[data-opened]")) link.addEventListener("click", () => tell(true));
}

/* A quantity counts as soon as it is changed. */
if (cart) {
  document.documentElement.classList.add("scripted");
  cart.addEventListener("change", (event) => {
    if (event.target.value !== "") event.target.form.requestSubmit();
  });
}
