// Photos on the items: taken, made smaller, kept on the phone, sent one after the other, shown as 'waiting' until then.

import * as store from './sheet-store.js';
import { formOf } from './outbox.js';
import { takenAt } from './photo-time.js';
import { NoAnswer, Refused, send } from './sheet-send.js';

const LONGEST = 1600; // px; the server keeps no more
const QUALITY = 0.8;
const AGAIN = 30_000; // ms until the next try after one that failed

export class Photos {
  /** draft: Draft; items: Map of Item by id; template: the <template> of one photo; onChange(item, message). */
  constructor(draft, items, template, onChange) {
    Object.assign(this, { draft, items, template, onChange });
    this.waiting = []; // {key, item, blob, taken_at}, oldest first; kept: whether the phone has it, false where it had no room
    this.sending = null;
  }

  /** Shows what still waits on this phone. The photos that the server has are in the page already. */
  async open() {
    if (!(await store.works())) return;
    for (const photo of await store.photosOf(this.draft.place.id)) {
      if (!this.items.has(photo.item)) continue;
      this.waiting.push({ ...photo, kept: true });
      this.draw(photo);
    }
  }

  get count() {
    return this.waiting.length;
  }

  /** Whether one found no room on the phone: it is in this page alone, and goes with it. */
  get isFull() {
    return this.waiting.some(({ kept }) => kept === false);
  }

  async add(item, file) {
    const [blob, taken] = await Promise.all([smaller(file), takenAt(file)]);
    const photo = {
      key: store.newKey(), place: this.draft.place.id, item: item.id, blob,
      taken_at: (taken ?? new Date(file.lastModified || Date.now())).toISOString(),
    };
    this.waiting.push(photo);
    this.draw(photo);
    await this.keep(photo);
    this.onChange(item, '');
    this.flush();
  }

  async keep(photo) {
    if (!this.draft.kept) return;
    const { kept, ...record } = photo;
    try {
      if (!kept) await store.putPhoto(record);
      photo.kept = true;
    } catch {
      photo.kept = false; // it stays in this page until it is sent
    }
  }

  /** Puts on the phone what it had no room for; whether all is there now. */
  async keepAll() {
    for (const photo of this.waiting) await this.keep(photo);
    return this.waiting.every(({ kept }) => kept);
  }

  draw(photo) {
    if (this.node(photo.key)) return; // the server has it, only its answer got lost
    const node = this.template.content.firstElementChild.cloneNode(true);
    node.dataset.photo = photo.key;
    node.querySelector('img').src = URL.createObjectURL(photo.blob);
    this.items.get(photo.item).node.querySelector('[data-photos]').append(node);
  }

  node(key) {
    return document.querySelector(`[data-photo="${key}"]`);
  }

  /** Sends what waits. Never throws: what can't be sent now stays waiting, what the server refuses is taken off and said. */
  flush() {
    clearTimeout(this.timer);
    this.sending = (this.sending ?? Promise.resolve()).then(() => this.sendAll());
    return this.sending;
  }

  async sendAll() {
    for (const photo of [...this.waiting]) {
      if (!this.waiting.includes(photo)) continue; // taken off meanwhile
      if (this.draft.isClosed) break;
      const goOn = await this.sendOne(photo);
      if (!goOn) break;
    }
  }

  async sendOne(photo) {
    let isAsked = false;
    try {
      await this.draft.ensure();
      photo.tried = isAsked = true;
      await send(this.draft.api('photos/'), { body: formOf(photo) });
      await this.sent(photo);
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof NoAnswer)) throw error;
      if (!isAsked || ![400, 413].includes(error.status)) { // a draft that is refused is no fault of the photo
        this.draft.trouble ??= error;
        if (error instanceof NoAnswer || error.passing) this.timer = setTimeout(() => this.flush(), AGAIN);
        this.onChange(this.items.get(photo.item), '');
        return false;
      }
      await this.drop(photo);
      this.onChange(this.items.get(photo.item), error.message || this.items.get(photo.item).words.photo_refused);
    }
    return true;
  }

  async sent(photo) {
    await this.forget(photo);
    this.node(photo.key)?.querySelector('[data-waiting]').toggleAttribute('hidden', true);
    this.onChange(this.items.get(photo.item), '');
  }

  async drop(photo) {
    await this.forget(photo);
    this.node(photo.key)?.remove();
  }

  async forget(photo) {
    this.waiting = this.waiting.filter((one) => one !== photo);
    if (this.draft.kept) await store.dropPhoto(photo.key);
  }

  /** Takes a photo off the sheet: from the phone alone while it waits, else from the server too. */
  async remove(item, key) {
    const photo = this.waiting.find((one) => one.key === key);
    if (photo) await this.drop(photo);
    if (photo && !photo.tried) return this.onChange(item, '');
    try {
      await send(this.draft.api(`photos/${key}/`), { method: 'DELETE' });
      this.node(key)?.remove();
      this.onChange(item, '');
    } catch (error) {
      this.onChange(item, photo ? '' : error.message || item.words.photo_stays);
    }
  }
}

/** The picture with its longest side at most 1600 px, as JPEG; the file itself where the browser can't read it. */
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return (await new Promise((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))) ?? file;
  } catch {
    return file; // the server looks at it and says what is wrong
  }
}
