// <shape-field>: a point, a line or an area drawn on a map with mouse, finger or keyboard (templates/core/widgets/shape.html). What was drawn
// stands as rows in the text field below, which is what is sent, and what is typed there is drawn, from whichever map it comes. An element
// of its own, so that a row added to a formset starts by itself.
import { wgs84 } from './datum.js';
import { seen } from './seen.js';
import { read, size, threeDigits, write } from './shape-text.js';
import { drawBoundaries, leaflet, show, townMap } from './town-map.js';

const STEP = 40; // px an arrow key moves the map or a corner; with Shift a few
const FINE_STEP = 4;
const MOST_HANDLES = 60; // more corners have no handles between them
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const spliced = (list, n, gone, ...come) => [...list.slice(0, n), ...come, ...list.slice(n + gone)];
const icon = (className) => L.divIcon({ className, html: document.createElement('i'), iconSize: [24, 24] });
const places = (at) => [Number(at.lat.toFixed(6)), Number(L.Util.wrapNum(at.lng, [-180, 180], true).toFixed(6))];

class ShapeField extends HTMLElement {
  connectedCallback() {
    if (this.text) return;
    this.text = this.querySelector('textarea');
    this.datum = this.querySelector('.shape__datum select');
    this.settings = JSON.parse(this.dataset.settings);
    this.kind = this.settings.kinds.includes('line') ? 'line' : this.settings.kinds[0];
    this.piece = (name) => this.querySelector(`[data-${name}]`);
    this.past = [];
    this.marks = [];
    this.handles = [];
    this.take();
    this.drawing = !this.shape.corners.length && !this.shape.fixed;
    this.text.addEventListener('input', () => this.writing || this.typed());
    this.datum.addEventListener('input', () => this.typed());
    this.listen();
    const fold = this.querySelector('details');
    fold.addEventListener('toggle', () => fold.open && this.open());
    if (fold.open) this.open();
    this.tell();
  }

  listen() {
    const buttons = { set: () => this.map && this.add(this.map.getCenter()), undo: () => this.undo(), clear: () => this.change({ corners: [] }), take: () => this.fillIn() };
    for (const [name, act] of Object.entries(buttons)) this.piece(name).addEventListener('click', act);
    this.piece('draw').addEventListener('click', () => this.draws(!this.drawing));
    for (const choice of this.querySelectorAll('[data-kind]')) choice.addEventListener('click', () => this.turnInto(choice.dataset.kind));
    this.closest('form')?.elements.measure?.addEventListener?.('change', () => this.tell());
  }

  // ---- the shape and its text

  /** Reads the text; what cannot be read leaves the drawing as it is. */
  take() {
    const shape = this.placed(read(this.text.value, this.settings.kinds));
    this.unreadable = shape === null;
    if (shape?.kind) this.kind = shape.kind;
    if (shape || !this.shape) this.shape = { corners: [], ...shape, kind: this.kind };
  }

  /** The same where it lies: what a map app shows lies beside the place. */
  placed(shape) {
    const datum = this.datum.value;
    if (!shape || datum === 'wgs84') return shape;
    const turned = (part) => (Array.isArray(part[0]) ? part.map(turned) : wgs84([part[1], part[0]], datum).reverse());
    const fixed = shape.fixed && { ...shape.fixed, coordinates: turned(shape.fixed.coordinates) };
    return { ...shape, corners: shape.corners.map((corner) => wgs84(corner, datum)), ...(fixed && { fixed }) };
  }

  typed() {
    if (!this.typing) this.past.push(this.shape);
    this.typing = true;
    this.take();
    this.draw();
    if (this.map && this.bounds().isValid() && !this.map.getBounds().contains(this.bounds())) show(this.map, this.bounds());
  }

  /** Every change by hand comes here; the one before can be had back. */
  change(shape) {
    this.past.push(this.shape);
    this.put({ kind: this.kind, ...shape });
  }

  undo() {
    if (this.past.length) this.put(this.past.pop());
  }

  put(shape) {
    this.shape = shape;
    this.kind = shape.kind || this.kind;
    this.typing = this.unreadable = false;
    this.writing = true;
    this.datum.value = 'wgs84'; // so are the rows that are written here
    this.text.value = shape.fixed ? JSON.stringify(shape.fixed) : write(shape);
    this.text.dispatchEvent(new Event('input', { bubbles: true }));
    this.writing = false;
    this.draw();
  }

  add(at) {
    if (this.shape.fixed) return;
    const corners = this.kind === 'point' ? [places(at)] : [...this.shape.corners, places(at)];
    this.change({ corners });
  }

  turnInto(kind) {
    if (this.shape.fixed) return;
    this.kind = kind;
    const { corners } = this.shape;
    this.change({ kind, corners: kind === 'point' ? corners.slice(0, 1) : corners });
    this.draws(true);
  }

  // ---- the map

  async open() {
    if (this.opening) return;
    this.opening = true;
    const box = this.piece('map');
    await seen([box]);
    await leaflet(this.settings);
    this.map = townMap(box, this.settings, this.dataset, { keyboard: false, doubleClickZoom: false });
    show(this.map, this.bounds());
    this.map.on('click', (event) => this.drawing && this.add(event.latlng));
    box.addEventListener('dblclick', () => this.draws(false));
    box.addEventListener('keydown', (event) => this.press(event));
    this.draw();
    drawBoundaries(this.map, this.settings).then((areas) => areas && !this.bounds().isValid() && show(this.map, areas));
  }

  bounds() {
    const { fixed, corners } = this.shape;
    return fixed ? L.geoJSON(fixed).getBounds() : L.latLngBounds(corners);
  }

  draws(on) {
    this.drawing = on;
    this.tell();
  }

  draw() {
    if (this.map) {
      this.path?.remove();
      const { kind, corners, fixed } = this.shape;
      const options = { interactive: false, className: kind === 'area' ? 'drawn' : 'line' };
      if (fixed) this.path = L.geoJSON(fixed, { interactive: false, style: options });
      else this.path = kind === 'area' ? L.polygon(corners, options) : L.polyline(corners, options);
      this.path.addTo(this.map);
      this.follow(this.marks, corners, 'corner');
      this.follow(this.handles, this.middles(), 'middle');
    }
    this.tell();
  }

  middles() {
    const { kind, corners } = this.shape;
    if (kind === 'point' || corners.length < 2 || corners.length > MOST_HANDLES) return [];
    const ends = kind === 'area' && corners.length > 2 ? [...corners, corners[0]] : corners;
    return ends.slice(1).map((end, n) => [(end[0] + ends[n][0]) / 2, (end[1] + ends[n][1]) / 2]);
  }

  /** As many markers as places; those that stand are moved, so that the one that has the focus keeps it. */
  follow(marks, at, className) {
    while (marks.length > at.length) marks.pop().remove();
    at.forEach((place, n) => {
      if (marks[n]) marks[n].setLatLng(place);
      else marks.push(this.mark(place, n, className));
    });
  }

  mark(place, n, className) {
    const isCorner = className === 'corner';
    const title = isCorner ? this.dataset.corner.replace('{n}', n + 1) : '';
    const mark = L.marker(place, { icon: icon(className), draggable: true, keyboard: isCorner, title }).addTo(this.map);
    const moved = () => spliced(this.shape.corners, isCorner ? n : n + 1, isCorner ? 1 : 0, places(mark.getLatLng()));
    mark.on('drag', () => this.path.setLatLngs(moved()));
    mark.on('dragend', () => this.change({ corners: moved() }));
    return mark;
  }

  press(event) {
    const held = this.marks.findIndex((mark) => mark.getElement() === event.target);
    if (event.target !== this.piece('map') && held < 0) return;
    const arrow = ARROWS[event.key];
    const step = event.shiftKey ? FINE_STEP : STEP;
    if (arrow && held < 0) this.map.panBy(L.point(arrow).multiplyBy(step), { animate: false });
    else if (arrow) this.push(held, L.point(arrow).multiplyBy(step / 4));
    else if (event.key === 'Enter' && held < 0) this.add(this.map.getCenter());
    else if (['Backspace', 'Delete'].includes(event.key)) this.takeBack(held);
    else if (event.key === 'Escape') this.draws(false);
    else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) this.undo();
    else if (['+', '=', '-'].includes(event.key)) this.map.zoomIn(event.key === '-' ? -1 : 1, { animate: false });
    else return;
    event.preventDefault();
  }

  push(n, by) {
    const at = this.map.unproject(this.map.project(this.shape.corners[n]).add(by));
    this.change({ corners: spliced(this.shape.corners, n, 1, places(at)) });
  }

  takeBack(held) {
    if (!this.shape.corners.length) return;
    this.change({ corners: spliced(this.shape.corners, held < 0 ? this.shape.corners.length - 1 : held, 1) });
    if (held >= 0) this.piece('map').focus();
  }

  // ---- what stands beside it

  tell() {
    const { corners, fixed } = this.shape;
    const said = this.unreadable ? this.dataset.unreadable : fixed ? this.dataset.fixed : [this.counted(corners.length), this.sized()].filter(Boolean).join(' · ');
    if (this.piece('says').textContent !== said) this.piece('says').textContent = said;
    this.piece('draw').setAttribute('aria-pressed', this.drawing);
    this.piece('undo').disabled = !this.past.length;
    this.piece('clear').disabled = !corners.length && !fixed;
    for (const choice of this.querySelectorAll('[data-kind]')) choice.setAttribute('aria-pressed', choice.dataset.kind === this.kind);
    this.piece('map').classList.toggle('shape__map--draws', this.drawing);
    const offer = this.offer();
    this.piece('take').hidden = !offer;
    if (offer) this.piece('take').textContent = this.dataset.take.replace('{size}', `${offer.number} ${offer.unit.text}`);
  }

  counted(n) {
    if (this.kind === 'point') return n ? this.dataset.placed : '';
    return n ? this.dataset.count.replace('{n}', n) : this.dataset.none;
  }

  sized() {
    const now = size(this.shape);
    if (!now) return '';
    if (this.kind === 'area') return `${threeDigits(now)} ${this.dataset.m2}`;
    return now < 1000 ? `${threeDigits(now)} ${this.dataset.m}` : `${threeDigits(now / 1000)} ${this.dataset.km}`;
  }

  /** The size in one of the office's measures: in the chosen one, else in the largest that is not below one. */
  offer() {
    const fields = this.closest('form')?.elements;
    const now = size(this.shape);
    if (!now || !fields?.quantity || !fields.measure?.options) return null;
    const factors = this.settings.units[this.kind];
    const units = [...fields.measure.options].filter((one) => one.text in factors).sort((one, other) => factors[other.text] - factors[one.text]);
    const unit = units.find((one) => one.selected) ?? units.find((one) => now >= factors[one.text]) ?? units.at(-1);
    return unit ? { unit, number: threeDigits(now / factors[unit.text]) } : null;
  }

  fillIn() {
    const { unit, number } = this.offer();
    const { quantity, measure } = this.closest('form').elements;
    quantity.value = number;
    measure.value = unit.value;
    for (const field of [quantity, measure]) field.dispatchEvent(new Event('input', { bubbles: true }));
    quantity.focus();
  }
}

customElements.define('shape-field', ShapeField);
