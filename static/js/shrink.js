// A chosen picture, upright on a canvas, and the file to send: scaled down where it is larger than anybody needs.

const LONGEST = 2600; // pixels; the largest rendition has 2048
const HEAVIEST = 8_000_000; // bytes
const SENT_AS_IT_IS = ["image/jpeg", "image/png", "image/webp"];

// Rejects what the browser cannot decode.
export async function prepared(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const small = scale === 1 && file.size <= HEAVIEST && SENT_AS_IT_IS.includes(file.type);
  return { canvas, file: small ? file : await encoded(canvas, file) };
}

// What may be transparent stays so; a browser that cannot write WebP writes PNG.
async function encoded(canvas, file) {
  const kind = file.type === "image/png" || file.type === "image/webp" ? "image/webp" : "image/jpeg";
  const blob = await new Promise((done) => { canvas.toBlob(done, kind, 0.9); });
  return blob && blob.size < file.size ? new File([blob], "picture", { type: blob.type }) : file;
}
