// Keeps the screen with the code on this device after one visit, so that it opens without network (cards 52).
const { worker, keep } = document.querySelector("[data-show]").dataset;

async function keepHere() {
  const { scope } = await navigator.serviceWorker.register(worker);
  const cache = await caches.open(`show ${scope}`);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const wanted = [...keep.split(" "), ...loaded].map((address) => new URL(address, location.href));
  const ours = new Set(wanted.filter(({ origin }) => origin === location.origin).map(({ href }) => href));
  const kept = await Promise.allSettled([...ours].map((address) => cache.add(address)));
  document.documentElement.dataset.kept = kept.every(({ status }) => status === "fulfilled");
}

if (keep && "serviceWorker" in navigator) {
  if (document.readyState === "complete") keepHere();
  else addEventListener("load", keepHere);
}
