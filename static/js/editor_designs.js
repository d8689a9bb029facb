// Miniatures follow each save that changed the face: those in sight at once, others when their part is opened.

const part = () => document.getElementById("design");
let seen = "";
let stale = false;

async function follow() {
  if (!part().open) { stale = true; return; }
  stale = false;
  const frames = [...part().querySelectorAll("iframe")];
  const answer = await fetch(frames[0].src);
  if (!answer.ok) return;
  const face = await answer.text();
  if (face === seen) return; // of all that can be typed, little stands on the face
  seen = face;
  for (const frame of frames) frame.src = frame.src; // those far below still wait for their turn
}

document.addEventListener("card-kept", follow);
document.addEventListener("toggle", (event) => { if (stale && event.target === part()) follow(); }, true);
