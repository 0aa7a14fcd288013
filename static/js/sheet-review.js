// Before a sheet is handed in: what is missing, and what becomes of each item that lost points.

import { brief, show } from './sheet-points.js';

export class Review {
  /** dialog: the <dialog>; photos: Photos; hand: called when the inspector confirms. */
  constructor(dialog, items, total, photos, hand) {
    Object.assign(this, { dialog, items, total, photos, hand });
    this.camera = dialog.querySelector('[data-review-camera]');
    this.camera.addEventListener('change', () => this.takePhoto());
    dialog.addEventListener('click', (event) => this.clicked(event));
  }

  get missing() {
    return this.items.filter((item) => item.isMissing);
  }

  get lost() {
    return this.items.filter((item) => item.lost > 0n).sort((a, b) => (a.lost < b.lost ? 1 : -1));
  }

  open() {
    this.draw();
    if (!this.dialog.open) this.dialog.showModal();
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  draw() {
    const { missing, lost } = this;
    const { score } = this.total.sums;
    this.part('score').textContent = score === null ? '—' : show(score);
    this.fill('missing', missing, (row, item) => {
      row.querySelector('[data-reason]').hidden = !item.wantsReason;
    });
    this.fill('lost', lost, (row, item) => {
      row.querySelector('[data-lost-points]').textContent = brief(item.lost);
      row.querySelector('[data-finding]').hidden = item.photoCount === 0;
      row.querySelector('[data-no-finding]').hidden = item.photoCount > 0;
    });
    this.part('clean').hidden = missing.length > 0 || lost.length > 0;
    this.part('hand').hidden = missing.length > 0;
    this.part('first-missing').hidden = missing.length === 0;
  }

  part(name) {
    return this.dialog.querySelector(`[data-review-${name}]`);
  }

  fill(name, items, dress) {
    const block = this.part(name);
    block.hidden = items.length === 0;
    block.querySelector('[data-count]').textContent = items.length;
    const template = block.querySelector('template');
    const rows = items.map((item) => {
      const row = template.content.firstElementChild.cloneNode(true);
      row.dataset.for = item.id;
      for (const node of row.querySelectorAll('[data-name]')) node.textContent = item.name;
      dress(row, item);
      return row;
    });
    block.querySelector('ul').replaceChildren(...rows);
  }

  clicked(event) {
    const act = event.target.closest('[data-do]')?.dataset.do;
    const item = this.items.find(({ id }) => id === event.target.closest('[data-for]')?.dataset.for);
    if (act === 'close') this.close();
    if (act === 'hand') this.hand();
    if (act === 'jump') this.jump(item ?? this.missing[0]);
    if (act === 'photo') {
      this.wanted = item;
      this.camera.click();
    }
  }

  jump(item) {
    this.close();
    item.node.scrollIntoView({ block: 'center' });
    item.next.focus({ preventScroll: true });
  }

  async takePhoto() {
    const files = [...this.camera.files];
    this.camera.value = '';
    for (const file of files) await this.photos.add(this.wanted, file);
    this.draw();
  }
}
