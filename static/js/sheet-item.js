// One item of the sheet: its form controls on one side, its entry on the other.
//
// entry: {not_applicable, count, grade, passed, points, remark}; null while nothing was said about the item.

import { award, brief, parse, show } from './sheet-points.js';

const UNTOUCHED = { not_applicable: false, count: null, grade: null, passed: null, points: null, remark: '' };
const MOST_PLACES = 999;

export class Item {
  constructor(node, words) {
    const { item, method, max, each, veto } = node.dataset; // each: a repeated fault's multiple is in it already
    Object.assign(this, { node, words, id: item, method, vetoesSheet: veto === 'sheet', max: parse(max), each: parse(each) });
    this.controls = [...node.querySelectorAll('[data-entry]')];
    this.shares = new Map(
      this.controls.filter((one) => one.dataset.share).map((one) => [one.value, parse(one.dataset.share)]),
    );
    this.lines = {}; // what is said under the controls, by kind
    this.name = node.querySelector('.item__name').textContent.trim();
    this.remarkWords = this.control('remark').placeholder;
  }

  control(name) {
    return this.controls.find((one) => one.dataset.entry === name);
  }

  /** What the controls say; a number that can't be taken stays on the page as it was typed and is left out here. */
  get entry() {
    const entry = { ...UNTOUCHED };
    for (const control of this.controls) readControl(control, entry);
    if (this.trouble) entry.count = entry.points = null;
    return Object.values(entry).some((value) => value !== null && value !== false && value !== '') || entry.passed === false
      ? entry
      : null;
  }

  /** Puts an entry into the controls; null empties them. */
  set entry(entry) {
    for (const control of this.controls) writeControl(control, entry ?? UNTOUCHED);
  }

  get applies() {
    return !this.control('not_applicable').checked;
  }

  /** Points in millionths; null while not judged, or where the item does not apply. */
  get points() {
    return award(this, this.entry);
  }

  /** A bonus may be left empty; every other item wants to be judged, or the reason why it does not apply. */
  get isMissing() {
    return this.isOpen || this.wantsReason;
  }

  /** Nothing was said about it yet. */
  get isOpen() {
    return this.applies && this.method !== 'bonus' && this.points === null;
  }

  get wantsReason() {
    return !this.applies && !this.hasRemark;
  }

  /** Where one goes on with it: the reason that is missing, else its first control. */
  get next() {
    return this.wantsReason ? this.control('remark') : this.node.querySelector('button:not(:disabled), input:not([type="file"])');
  }

  /** A veto item that caps the sheet and failed: any place found, or no point won. */
  get capsSheet() {
    const points = this.points;
    return this.vetoesSheet && points !== null && (this.method === 'deduct' ? points < this.max : points === 0n);
  }

  get lost() {
    const points = this.points;
    return points === null || this.method === 'bonus' ? 0n : this.max - points;
  }

  /** What is wrong with a typed number, in words; '' if nothing. */
  get trouble() {
    const control = this.control('count') ?? this.control('points');
    const typed = control?.value.trim();
    if (!typed || !this.applies) return '';
    if (this.method === 'deduct') {
      return /^\d{1,3}$/.test(typed) ? '' : this.words.wrong_count.replace('{most}', MOST_PLACES);
    }
    const points = parse(typed);
    const fine = points !== null && points <= this.max && points % 10_000n === 0n;
    return fine ? '' : this.words.wrong_points.replace('{max}', brief(this.max));
  }

  /** One place more or less. */
  step(by) {
    const control = this.control('count');
    control.value = Math.min(MOST_PLACES, Math.max(0, Number.parseInt(control.value || '0', 10) + by));
  }

  /** Nothing wrong here: full marks, said on purpose. */
  clean() {
    const best = [...this.shares].sort(([, a], [, b]) => (a < b ? 1 : -1))[0]?.[0];
    const full = { deduct: { count: 0 }, grade: { grade: best }, pass_fail: { passed: true } };
    const said = full[this.method] ?? { points: brief(this.max) };
    this.entry = { ...(this.entry ?? UNTOUCHED), not_applicable: false, ...said };
  }

  /** Makes what is seen agree with the controls. */
  draw() {
    const { node, points, trouble } = this;
    node.classList.toggle('item--na', !this.applies);
    node.toggleAttribute('data-judged', points !== null);
    node.toggleAttribute('data-told', this.lost > 0n || !this.applies || this.hasRemark || this.photoCount > 0);
    put(node.querySelector('[data-got]'), points === null ? '—' : short(points));
    const less = node.querySelector('[data-step="-1"]');
    if (less) less.disabled = !(Number.parseInt(this.control('count').value, 10) > 0);
    this.drawTrouble(trouble);
    this.drawRemark();
  }

  /** Of an item that does not apply, the remark says why: usual reasons are offered. */
  drawRemark() {
    const remark = this.control('remark');
    remark.placeholder = this.applies ? this.remarkWords : this.words.why_not;
    if (this.applies) remark.removeAttribute('list');
    else remark.setAttribute('list', 'sheet-reasons');
  }

  drawTrouble(trouble) {
    this.say('trouble', trouble);
    (this.control('count') ?? this.control('points'))?.toggleAttribute('aria-invalid', Boolean(trouble));
  }

  /** Says under the controls what is wrong; '' takes it back. kind: 'trouble' of what was entered, 'photo-trouble' of a photo. */
  say(kind, text) {
    if ((this.lines[kind]?.textContent ?? '') === text) return;
    this.lines[kind]?.remove();
    delete this.lines[kind];
    if (!text) return;
    const line = document.getElementById('sheet-trouble').content.firstElementChild.cloneNode(true);
    line.setAttribute(`data-${kind}`, '');
    line.querySelector('span').textContent = text;
    this.node.querySelector('.item__row').after(line);
    this.lines[kind] = line;
  }

  get hasRemark() {
    return this.control('remark').value.trim() !== '';
  }

  get photoCount() {
    return this.node.querySelectorAll('[data-photos] [data-photo]').length;
  }
}

/** Writes only what is new: the page needn't be laid out again for the same words. */
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** 8.5 and 5.0, but 6.25: one place at least. */
function short(points) {
  return points % 100_000n === 0n ? show(points, 1) : brief(points);
}

function readControl(control, entry) {
  const { entry: name } = control.dataset;
  if (control.type === 'checkbox') entry[name] = control.checked;
  else if (control.type === 'radio') {
    if (control.checked) entry[name] = name === 'passed' ? control.value === 'yes' : control.value;
  } else if (name === 'count') entry.count = control.value.trim() === '' ? null : Number(control.value);
  else if (name === 'points') entry.points = control.value.trim() || null;
  else entry[name] = control.value;
}

function writeControl(control, entry) {
  const value = entry[control.dataset.entry];
  if (control.type === 'checkbox') control.checked = value;
  else if (control.type !== 'radio') control.value = value ?? '';
  else if (control.dataset.entry === 'passed') control.checked = value !== null && value === (control.value === 'yes');
  else control.checked = value !== null && String(value) === control.value;
}
