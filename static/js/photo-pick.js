// Photos in a form: shown small as soon as they are chosen, and made smaller before they are sent (a weak signal is slow).
// Without this script the form works as well: the server makes them smaller itself.
import { word } from './words.js';

const LONGEST = 1600; // px; the server keeps no more
const QUALITY = 0.85;
const SMALL_ENOUGH = 600_000; // bytes; below it nothing is gained

/** The picture with its longest side at most 1600 px, as JPEG; the file itself where the browser can't read it. */
export async function smaller(file) {
  if (file.size <= SMALL_ENOUGH) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    return blob ? new File([blob], 'photo.jpg', { type: 'image/jpeg', lastModified: file.lastModified }) : file;
  } catch {
    return file; // the server looks at it and says what is wrong
  }
}

function show(box, files) {
  const list = box.querySelector('[data-photo-chosen]');
  for (const old of list.querySelectorAll('img')) URL.revokeObjectURL(old.src);
  list.replaceChildren(
    ...files.map((file, at) => {
      const picture = new Image(96, 72);
      picture.src = URL.createObjectURL(file);
      picture.alt = `${word('photo')} ${at + 1}`;
      const item = document.createElement('li');
      item.append(picture);
      return item;
    }),
  );
}

async function chosen(box, input) {
  const files = [...input.files];
  show(box, files);
  const small = await Promise.all(files.map(smaller));
  const transfer = new DataTransfer();
  small.forEach((file) => transfer.items.add(file));
  // only if nothing else was chosen meanwhile
  if ([...input.files].every((file, at) => file === files[at])) input.files = transfer.files;
}

for (const box of document.querySelectorAll('[data-photo-pick]')) {
  const input = box.querySelector('input[type="file"]');
  input.addEventListener('change', () => chosen(box, input));
}
