// Whether all is kept and sent, said quietly; what stands in the way, said plainly, with what to do.

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
    const waits = draft.isWaiting || photos.count > 0;
    const stuck = waits && draft.trouble !== null;
    part('unsent').hidden = !stuck;
    if (stuck) this.count();
    part('saved').hidden = stuck || !draft.serverAt;
    part('saved').dataset.saved = waits ? 'saving' : 'saved';
    part('saved').querySelector('span').textContent = waits ? this.words.sending : this.words.saved;
    if (!waits) this.hush();
    else if (stuck && !draft.kept) this.tell(this.words.not_kept);
    else if (stuck && !(draft.trouble instanceof NoAnswer || draft.trouble.passing)) this.say(draft.trouble);
  }

  /** How many sheets wait on this phone, this one among them. */
  async count() {
    const waiting = this.draft.kept ? await unsentOf(this.draft.place.user).catch(() => []) : [];
    part('unsent-count').textContent = Math.max(1, waiting.length);
  }

  /** The trouble in plain words, and where to go. */
  say(error) {
    const { words } = this;
    if (error instanceof NoAnswer) this.tell(words.no_network);
    else if (error.signedOut) this.tell(words.signed_out, this.draft.place.login, words.sign_in);
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
