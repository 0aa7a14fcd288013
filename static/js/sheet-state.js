// Whether all is kept and sent, said quietly; what stands in the way, said plainly, with what to do.

import { canWait } from './outbox.js';
import { NoAnswer } from './sheet-send.js';
import { unsentOf } from './sheet-store.js';

const part = (name) => document.querySelector(`[data-${name}]`);

export class State {
  constructor(draft, photos, words) {
    Object.assign(this, { draft, photos, words });
    part('undo').addEventListener('click', () => this.undo?.());
  }

  draw() {
    const { draft, photos } = this;
    const waits = draft.isWaiting || photos.count > 0 || draft.handedAt !== '';
    const stuck = waits && draft.trouble !== null;
    this.count(stuck);
    part('saved').hidden = stuck || !draft.serverAt;
    part('saved').dataset.saved = waits ? 'saving' : 'saved';
    part('saved').querySelector('span').textContent = waits ? this.words.sending : this.words.saved;
    if (waits && draft.isFull) this.tell(this.words.storage_full);
    else if (!waits && draft.refusal) this.tell(draft.refusal);
    else if (!waits) this.hush();
    else if (stuck && !draft.kept) this.tell(this.words.not_kept);
    else if (draft.handedAt) this.say(draft.trouble ?? new NoAnswer());
    else if (stuck && !(draft.trouble instanceof NoAnswer || draft.trouble.passing)) this.say(draft.trouble);
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
    else if (error instanceof NoAnswer) this.tell(words.no_network);
    else if (error.signedOut) this.tell(words.signed_out, this.draft.place.login, words.sign_in);
    else if (error.other) this.tell(error.message, error.other, words.to_sheet);
    else if (error.where) this.tell(error.message, error.where, words.to_sheet);
    else if (error.passing) this.tell(words.server_down);
    else if (error.errors.length) this.tell(error.message);
    else this.tell(words.reload, location.href, words.reload_now);
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
    const line = part('undo-line');
    line.hidden = false;
    line.querySelector('span').textContent = text;
    this.undo = () => {
      line.hidden = true;
      undo();
    };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (line.hidden = true), 10_000);
  }
}
