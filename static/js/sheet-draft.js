// The draft of one sheet: on the phone at once, on the server as soon as it answers.
//
// Each item that changed since the server last took the draft is marked with a revision. When the page opens, what the server
// has is the ground and the marked items are laid over it: so the newer of both is shown. Only the marked ones are the server's to
// take: what another phone changed meanwhile comes back with its answer. So a second phone loses nothing.

import { note } from './arrivals.js';
import * as store from './sheet-store.js';
import { contentOf } from './outbox.js';
import { NoAnswer, send } from './sheet-send.js';

const REST = 1200; // ms without a change before the server is told
const AGAIN = 30_000; // ms until the next try after one that failed

/** Whether two entries say the same; null and undefined say nothing. */
const isSame = (one, other) => (one && other ? Object.keys(one).every((name) => one[name] === other[name]) : !one && !other);

export class Draft {
  /**
   * place: {id, user, round, point, done, url, api, title}; known: {key, entries, server_at} as the server has it, key and
   * server_at empty where it knows no draft. onChange: something was kept or sent; onMerge(items): entries came from another phone.
   */
  constructor(place, known, onChange, onMerge) {
    this.place = place;
    this.known = known;
    this.onChange = onChange;
    this.onMerge = onMerge;
    this.trouble = null; // why the last sending failed
    this.kept = true; // whether the phone keeps it
    this.isFull = false; // the phone has no room for what was entered last
    this.handedAt = ''; // in the outbox since then
    this.isNeeded = false; // a photo waits for the server to have a draft, even an empty one
    this.isClosed = false; // handed in: nothing is kept or sent any more
    this.isLeft = false; // closed because another window has it
    this.sending = null;
  }

  /** Reads what the phone has and lays it over what the server knows. */
  async open() {
    this.kept = await store.works();
    const own = this.kept ? await store.getDraft(this.place.id) : undefined;
    const stale = own?.server_at > this.known.server_at; // this page came out of a cache, older than the phone's copy
    const ground = stale ? own.entries : this.known.entries;
    this.entries = { ...ground };
    this.unsent = { ...own?.unsent };
    for (const item of Object.keys(this.unsent)) this.entries[item] = own.entries[item] ?? null;
    this.key = this.known.key || this.keyOf(own) || store.newKey();
    this.visitedAt = own?.visited_at || '';
    this.handedAt = own?.handed_at || '';
    this.refusal = own?.refused || '';
    this.serverAt = own?.server_at > this.known.server_at ? own.server_at : this.known.server_at;
    if (this.isWaiting) this.soon(0);
  }

  /** The key of the phone's own copy; '' where a sheet of this visit was handed in since: what is here belongs to a further one. */
  keyOf(own) {
    const isFurther = own && !own.handed_at && this.place.done > (own.done ?? 0);
    return isFurther ? '' : own?.key;
  }

  /** The address of something that belongs to this sheet. */
  api(path) {
    return `${this.place.api}${this.key}/${path}`;
  }

  get isWaiting() {
    return Object.keys(this.unsent).length > 0 || (this.isNeeded && !this.serverAt);
  }

  /** An item was judged anew. Kept at once; sent after a rest. */
  async set(item, entry) {
    this.entries[item] = entry;
    this.unsent[item] = (this.unsent[item] ?? 0) + 1;
    this.visitedAt ||= new Date().toISOString();
    this.handedAt = this.refusal = ''; // what is handed in is what was looked through: a change takes it back
    this.onChange();
    await this.keep();
    this.soon(REST);
  }

  async keep() {
    if (!this.kept || this.isClosed) return;
    const { id: place, ...where } = this.place;
    try {
      await store.putDraft({
        ...where, place, key: this.key, entries: this.entries, unsent: this.unsent, visited_at: this.visitedAt,
        server_at: this.serverAt, handed_at: this.handedAt, refused: this.refusal,
      });
      this.full(false);
    } catch {
      this.full(true); // the server still gets everything, and the next change tries again
    }
  }

  full(isFull) {
    if (this.isFull === isFull) return;
    this.isFull = isFull;
    this.onChange();
  }

  /** Into the outbox: handed in as soon as there is network. False where the phone can't keep it. */
  async post() {
    this.handedAt = new Date().toISOString();
    this.refusal = '';
    await this.keep();
    if (!this.kept || this.isFull) this.handedAt = '';
    return this.handedAt !== '';
  }

  /** Out of the outbox, with the server's words. */
  async takeBack(refusal) {
    this.handedAt = '';
    this.refusal = refusal;
    await this.keep();
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  /**
   * Sends what waits; one at a time, so that the server gets the states in their order. Never throws: see `trouble`.
   * always: also where nothing waits, to hear what another phone changed.
   */
  flush(options = {}) {
    clearTimeout(this.timer);
    this.sending = (this.sending ?? Promise.resolve()).then(() => this.sendOnce(options));
    return this.sending;
  }

  async sendOnce({ keepalive = false, always = false } = {}) {
    if (!(this.isWaiting || always) || this.isClosed) return;
    const sent = { ...this.unsent };
    try {
      const answer = await send(this.api('draft/'), { method: 'PUT', body: this.content, keepalive });
      this.taken(sent, answer);
    } catch (error) {
      this.trouble = error;
      if (error instanceof NoAnswer || error.passing) this.soon(AGAIN);
      if (error.where && !(await this.hasPhotos())) await this.close();
      if (error.draft) await this.merge(error.draft);
    }
    await this.keep();
    this.onChange();
  }

  /** Goes on with the draft that another phone began: what was entered here is laid over it. */
  async merge({ key, entries, server_at }) {
    this.key = key;
    this.serverAt = server_at;
    this.layUnder(entries);
    await this.keep();
    this.soon(0);
  }

  /** What another phone entered; what was entered here and isn't sent yet stays. */
  layUnder(entries) {
    const items = Object.keys(entries).filter((item) => !(item in this.unsent) && !isSame(this.entries[item], entries[item]));
    for (const item of items) this.entries[item] = entries[item];
    if (items.length) this.onMerge(items);
  }

  taken(sent, { saved_at, newer = {} }) {
    this.trouble = null;
    this.serverAt = saved_at;
    for (const [item, revision] of Object.entries(sent)) {
      if (this.unsent[item] === revision) delete this.unsent[item]; // else it changed again on the way
    }
    this.layUnder(newer);
    if (this.isWaiting) this.soon(REST);
  }

  get content() {
    const { user, round, point, done } = this.place;
    return contentOf({ user, round, point, done, visited_at: this.visitedAt, entries: this.entries, unsent: this.unsent });
  }

  /** Whether photos of it wait on this phone. */
  async hasPhotos() {
    return this.kept && (await store.photosOf(this.place.id)).length > 0;
  }

  /** Another window of this phone has the sheet now: nothing is kept or sent from here any more. */
  leave() {
    this.isClosed = this.isLeft = true;
    clearTimeout(this.timer);
  }

  /** Makes sure that the server has a draft for photos to hang on. Throws what stands in the way. */
  async ensure() {
    this.isNeeded = true;
    this.visitedAt ||= new Date().toISOString();
    await this.flush();
    if (!this.serverAt) throw this.trouble ?? new NoAnswer();
  }

  async submit() {
    clearTimeout(this.timer);
    await this.sending;
    clearTimeout(this.timer);
    const answer = await send(this.api('submit/'), { body: this.content });
    await this.close();
    await note(this.place.id, answer);
    return answer;
  }

  /** The server has it for good: the phone forgets it. */
  async close() {
    this.isClosed = true;
    if (this.kept) await store.forget(this.place.id);
  }
}
