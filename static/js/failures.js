// What went wrong on the way is said in #messages: no connection, an answer nobody expected, a passkey not used.

const frame = document.getElementById("messages-frame");

function say(words) {
  const place = document.getElementById("messages");
  if (!place || !words) return;
  const message = document.createElement("div");
  message.className = "message message-error";
  message.textContent = words;
  place.classList.remove("messages-none");
  place.replaceChildren(message);
  if (!document.querySelector(".editor")) place.scrollIntoView({ block: "nearest" }); // its bar says so in place
}

if (frame) {
  document.addEventListener("htmx:sendError", () => say(frame.dataset.offline));
  document.addEventListener("htmx:timeout", () => say(frame.dataset.offline));
  document.addEventListener("htmx:responseError", () => say(frame.dataset.refused));
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    say(frame.dataset.passkey);
  });
}
