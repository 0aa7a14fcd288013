// Whether all is kept and sent, said quietly; what stands in the way, said plainly, with what to do.

import { canWait } from './outbox.js';
import { NoAnswer } from './sheet-send.js';
import { unsentOf } from './sheet-store.js';

const part = (name) => document.querySelector(`[data-${name}]`);

/** The address of this page, to be loaded anew: with the name of a section it would only be scrolled. */
export const here = () => location.href.split('#')[0];

export class State {
  constructor(draft, photos, words) {
    Object.assign(this, { draft, photos, words });
    part('undo').addEventListener('click', () => this.undo?.());
  }

  draw() {
    const { draft, photos } = this;
    if (draft.isLeft) return; // what was said then stays
    const waits = draft.isWaiting || photos.count > 0 || draft.handedAt !== '';
    const stuck = waits && draft.trouble !== null;
    this.count(stuck);
    part('saved').hidden = stuck || !draft.serverAt;
    part('saved').dataset.saved = waits ? 'saving' : 'saved';
    part('saved').querySelector('span').textContent = waits ? this.words.sending : this.words.saved;
    if (waits && this.isFull) this.tell(this.words.storage_full);
    else if (!waits && draft.refusal) this.tell(draft.refusal);
    else if (!waits) this.hush();
    else if (stuck && !draft.kept) this.tell(this.words.not_kept);
    else if (draft.handedAt) this.say(draft.trouble ?? new NoAnswer());
    else if (stuck && !(draft.trouble instanceof NoAnswer || draft.trouble.passing)) this.say(draft.trouble);
  }

  /** Whether the phone had no room for something that was entered. */
  get isFull() {
    return this.draft.isFull || this.photos.isFull;
  }

  /** Whether something would be lost with this page. */
  get isLost() {
    const { draft, photos } = this;
    return !draft.isClosed && (draft.isWaiting || photos.count > 0) && (this.isFull || !draft.kept);
  }

  /** How many sheets wait on this phone; always to be seen while there is one, this or another. */
  async count(stuck) {
    const { id, user } = this.draft.place;
    const waiting = this.draft.kept ? await unsentOf(user).catch(() => []) : [];
    const others = waiting.filter((draft) => draft.place !== id).length;
    part('unsent').hidden = !stuck && others === 0;
    part('unsent-count').textContent = others + (stuck ? 1 : 0);
  }

  /** The trouble in plain words, and where to go. */
  say(error) {
    const { words } = this;
    if (this.draft.handedAt && error.signedOut) this.tell(words.outbox_signed_out, this.draft.place.login, words.sign_in);
    else if (this.draft.handedAt && canWait(error)) this.tell(words.outbox, words.mine, words.to_mine);
    else if (this.isLost && canWait(error)) this.tell(this.isFull ? words.storage_full : words.not_kept);
    else if (error instanceof NoAnswer) this.tell(words.no_network);
    else if (error.signedOut) this.tell(error.message || words.signed_out, this.draft.place.login, words.sign_in);
    else if (error.other) this.tell(error.message, error.other, words.to_sheet);
    else if (error.where) this.tell(error.message, error.where, words.to_sheet);
    else if (error.passing) this.tell(words.server_down);
    else if (error.errors.length) this.tell(error.message);
    else this.tell(words.reload, here(), words.reload_now);
  }

  tell(text, href = '', action = '') {
    const notice = part('notice');
    notice.hidden = false;
    notice.querySelector('span').textContent = text;
    const link = notice.querySelector('a');
    link.hidden = !href;
    if (href) link.href = href;
    link.textContent = action;
  }

  hush() {
    part('notice').hidden = true;
  }

  /** A line that stays for a while, with a way back. */
  offerUndo(text, undo) {
    this.remark(text);
    part('undo').hidden = false;
    this.undo = () => {
      part('undo-line').hidden = true;
      undo();
    };
  }

  /** A line that stays for a while. */
  remark(text) {
    const line = part('undo-line');
    line.hidden = false;
    part('undo').hidden = true;
    line.querySelector('span').textContent = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (line.hidden = true), 10_000);
  }
}
