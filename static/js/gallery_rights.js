// What a JPEG says of its rights, read before the browser makes it smaller and forgets it: EXIF copyright and artist.

const START = 256 * 1024; // bytes; EXIF stands at the beginning
const [COPYRIGHT, ARTIST] = [0x8298, 0x013b];

export async function rightsOf(file) {
  const view = new DataView(await file.slice(0, START).arrayBuffer());
  const at = exif(view);
  if (!at) return "";
  const found = texts(view, at);
  const said = [found.get(COPYRIGHT), found.get(ARTIST)].filter(Boolean);
  return said.filter((text, number) => !said.some((other, place) => place < number && other.includes(text))).join(" · ").slice(0, 300);
}

// Where the TIFF part of the EXIF segment begins; 0 without one.
function exif(view) {
  if (view.getUint16(0) !== 0xffd8) return 0;
  for (let at = 2; at + 10 < view.byteLength && view.getUint8(at) === 0xff;) {
    const kind = view.getUint8(at + 1);
    if (kind === 0xe1 && view.getUint32(at + 4) === 0x45786966) return at + 10;
    if (kind === 0xda) return 0;
    at += 2 + view.getUint16(at + 2);
  }
  return 0;
}

// The texts of the first directory by their tags.
function texts(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const first = start + view.getUint32(start + 4, little);
  const found = new Map();
  for (let number = 0; number < view.getUint16(first, little); number += 1) {
    const at = first + 2 + 12 * number;
    const size = view.getUint32(at + 4, little);
    if (view.getUint16(at + 2, little) !== 2 || size > 1000) continue;
    const place = size <= 4 ? at + 8 : start + view.getUint32(at + 8, little);
    const bytes = new Uint8Array(view.buffer, place, size);
    found.set(view.getUint16(at, little), new TextDecoder().decode(bytes).replaceAll("\0", " ").trim());
  }
  return found;
}
