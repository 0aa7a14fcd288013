// Photos in a form: shown small as soon as they are chosen, and made smaller before they are sent (a weak signal is slow). Those
// chosen later, one after the other from a camera, come beside the first ones; each can be left out again.
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
    const name = `${file.name?.replace(/\.[^.]*$/, '') || 'photo'}.jpg`;
    return blob ? new File([blob], name, { type: 'image/jpeg', lastModified: file.lastModified }) : file;
  } catch {
    return file; // the server looks at it and says what is wrong
  }
}

class Pick {
  constructor(box) {
    this.input = box.querySelector('input[type="file"]');
    this.list = box.querySelector('[data-photo-chosen]');
    this.icons = box.querySelector('.icon use')?.getAttribute('href').split('#')[0];
    this.files = [];
    this.input.addEventListener('change', () => this.take([...this.files, ...this.input.files]));
    this.input.addEventListener('put-back', () => this.take([...this.input.files])); // by static/js/keep-files.js
  }

  /** From now on it is these. */
  take(files) {
    this.put(files);
    this.show();
    this.shrink(files);
  }

  async shrink(files) {
    const small = await Promise.all(files.map(smaller));
    if (this.files === files) this.put(small); // else something was chosen or left out meanwhile
  }

  put(files) {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    this.input.files = transfer.files;
    this.files = files;
    this.input.dispatchEvent(new Event('photos', { bubbles: true })); // for static/js/keep-files.js
  }

  show() {
    for (const old of this.list.querySelectorAll('img')) URL.revokeObjectURL(old.src);
    this.list.replaceChildren(...this.files.map((file, at) => this.item(file, at)));
  }

  item(file, at) {
    const picture = new Image(96, 72);
    picture.src = URL.createObjectURL(file);
    picture.alt = `${word('photo')} ${at + 1}`;
    const out = document.createElement('button');
    out.type = 'button';
    out.className = 'btn-icon';
    out.title = word('photo_out');
    out.setAttribute('aria-label', `${word('photo_out')}: ${at + 1}`);
    out.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${this.icons}#x"></use></svg>`;
    out.addEventListener('click', () => {
      this.take(this.files.filter((_file, place) => place !== at));
      this.input.focus();
    });
    const item = document.createElement('li');
    item.append(picture, out);
    return item;
  }
}

for (const box of document.querySelectorAll('[data-photo-pick]')) new Pick(box);
