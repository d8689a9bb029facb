// Answers for the screen with the code: from the network, and where there is none from what show_offline.js kept.
const KEPT = `show ${registration.scope}`;
const PATIENCE = 4000; // milliseconds: at a fair the network is often there and useless
const ANY = { ignoreVary: true };

const late = () => new Promise((_resolve, reject) => setTimeout(reject, PATIENCE));

async function page(request) {
  const cache = await caches.open(KEPT);
  const held = (await cache.match(request, ANY)) ?? (await cache.match(request, { ...ANY, ignoreSearch: true }));
  try {
    const answer = await (held ? Promise.race([fetch(request), late()]) : fetch(request));
    if (answer.ok) await cache.put(request, answer.clone());
    // Logged out, or the card is gone: nothing of it stays on this device.
    if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) await caches.delete(KEPT);
    return answer;
  } catch {
    return held ?? Response.error();
  }
}

async function part(request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(request, ANY)) ?? fetch(request);
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, mode } = event.request;
  if (method === "GET") event.respondWith(mode === "navigate" ? page(event.request) : part(event.request));
});
