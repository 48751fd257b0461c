// The page as the service saw it: the picture, upright, with a box over each line.

import { svg } from "./element.js";

const LONGEST_SIDE_PX = 2400;
// EXIF stands at the start of a JPEG, before the picture
const EXIF_WITHIN_BYTES = 256 * 1024;
const ORIENTATION_TAG = 0x0112;
const EXIF_ROTATION = { 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270 };

let shown = null;

/** Draw the first page of a receipt. What the browser cannot show (PDF, HEIC, TIFF) becomes a page of its text. */
export async function draw(file, { lines, meta }) {
  const { width, height } = meta;
  const picture = await upright(file, meta);
  const label = `Page with ${lines.length} lines, which are listed beside it`;
  const page = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  page.append(picture ? svg("image", { href: show(picture), width, height, preserveAspectRatio: "none" })
    : svg("rect", { class: "paper", width, height }));
  lines.forEach((line, index) => {
    if (line.page !== 1) return;
    if (!picture) page.append(lettering(line));
    page.append(svg("polygon", { class: "box", points: points(line.box), "data-line": index }));
  });
  page.append(svg("polygon", { class: "mark" }));
  return page;
}

/** Give the corners of a box as SVG wants them. */
export function points(box) {
  return box.map((corner) => corner.join()).join(" ");
}

function lettering({ text, box: [[left, top], [right], , [, bottom]] }) {
  const size = bottom - top;
  const fit = { textLength: right - left, lengthAdjust: "spacingAndGlyphs" };
  return svg("text", { x: left, y: bottom - size * 0.2, "font-size": size * 0.8, ...fit }, text);
}

function show(picture) {
  URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(picture);
  return shown;
}

// Browsers apply EXIF and cannot be told not to, so the rest of the rotation is left to do here. For kinds of files
// where they differ, the page's shape tells whether all of it is left or nothing.
async function upright(file, { width, height, rotation }) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return null;
  }
  const rest = (rotation - await exifRotation(file) + 360) % 360;
  const shape = (turn) => (turn % 180 ? bitmap.height / bitmap.width : bitmap.width / bitmap.height);
  const turn = [rest, rotation, 0].find((each) => Math.abs(shape(each) * height / width - 1) < 0.02);
  return turn === undefined ? null : turned(bitmap, turn, { width, height });
}

function turned(bitmap, degrees, { width, height }) {
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(width, height));
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
  const [across, down] = degrees % 180 ? [canvas.height, canvas.width] : [canvas.width, canvas.height];
  const context = canvas.getContext("2d");
  // as the service does with most transparent pictures; it puts light print on black
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate(degrees * Math.PI / 180);
  context.drawImage(bitmap, -across / 2, -down / 2, across, down);
  bitmap.close();
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.9); });
}

// Clockwise degrees that the EXIF of a JPEG or PNG asks for (TIFF 6.0: the first IFD, entries of 12 bytes)
async function exifRotation(file) {
  const head = await file.slice(0, EXIF_WITHIN_BYTES).arrayBuffer();
  const [before] = /^(?:\xff\xd8.*?Exif\0\0|.PNG.*?eXIf)/s.exec(new TextDecoder("latin1").decode(head)) ?? [];
  if (!before) return 0;
  try {
    const tiff = new DataView(head, before.length);
    const little = tiff.getUint16(0) === 0x4949;
    const directory = tiff.getUint32(4, little);
    const end = directory + 2 + 12 * tiff.getUint16(directory, little);
    for (let entry = directory + 2; entry < end; entry += 12) {
      if (tiff.getUint16(entry, little) !== ORIENTATION_TAG) continue;
      return EXIF_ROTATION[tiff.getUint16(entry + 8, little)] ?? 0;
    }
  } catch {
    // the tags lead beyond the data: browsers ignore them too
  }
  return 0;
}
