/* A film is asked for by a tap, and only then does its house learn of the visit (cards 33). Without this: a plain link. */

function play(event) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const link = event.currentTarget;
  const place = link.parentElement;
  const frame = document.createElement("iframe");
  frame.src = place.dataset.video;
  frame.title = link.querySelector(".video-title").textContent;
  frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  place.replaceChildren(frame);
  frame.focus();
}

for (const link of document.querySelectorAll("[data-video] > a")) link.addEventListener("click", play);
