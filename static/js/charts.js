// Chart cards (components/chart_card.html): draws the chart, fills the table with the same figures, switches between them,
// saves them as files. Draws anew when the theme changes. On a phone figures and library come when the first card is reached:
// who only looks at what stands above it fetches neither.
import { saveCsv, savePng } from './chart-files.js';
import { load, rowsOf } from './chart-spec.js';
import { seen } from './seen.js';
import { word } from './words.js';

const charts = new Map(); // canvas -> Chart
const specs = new Map(); // card -> figures
let paint; // of chart-kinds.js

const phone = () => innerWidth < 768;
const LABEL = 64; // pixels that a label of two words needs below a line
const tight = (card, { kind, labels }) => kind === 'lines' && card.clientWidth < LABEL * labels.length;

function draw(card) {
  const spec = specs.get(card);
  for (const canvas of card.querySelectorAll('canvas')) {
    const own = { ...spec, kind: canvas.dataset.kind ?? spec.kind };
    if (spec.shortLabels && (phone() || tight(card, spec))) own.labels = spec.shortLabels;
    const box = canvas.closest('.chart--rank');
    if (box) box.style.height = `${Math.max(3, spec.labels.length) * (spec.series.length + 0.9) + 2}rem`;
    charts.get(canvas)?.destroy();
    charts.set(canvas, paint(canvas, own));
  }
}

function line(cells, tag, scope) {
  const row = document.createElement('tr');
  cells.forEach((text, index) => {
    const cell = document.createElement(index && scope === 'row' ? 'td' : tag);
    if (cell.tagName === 'TH') cell.scope = scope;
    if (index) cell.className = 'num';
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}

function fillTable(card) {
  const pane = card.querySelector('[data-pane="table"]');
  if (!pane || pane.children.length) return; // the server may have written it
  const spec = specs.get(card);
  const [head, ...rows] = rowsOf(spec);
  const table = document.createElement('table');
  table.className = 'tbl';
  table.createCaption().textContent = card.querySelector('h2').textContent;
  table.createTHead().append(line(head, 'th', 'col'));
  table.createTBody().append(...rows.map((row) => line(row, 'th', 'row')));
  table.tBodies[0].rows[spec.own]?.classList.add('is-own');
  pane.append(table);
}

/** The second chart of a pair in a sentence: each unit's rank and likely ranks. The first one's sentence comes from the server. */
function describeRanges(card) {
  const canvas = card.querySelector('[data-kind="rank-range"]');
  if (!canvas) return;
  const { labels, rank = [], range = [] } = specs.get(card);
  const places = labels.map((label, at) => `${label} ${rank[at] ?? word('not_ranked')}${range[at] ? ` (${range[at].join('–')})` : ''}`);
  canvas.setAttribute('aria-label', `${canvas.getAttribute('aria-label')}: ${places.join('; ')}`);
}

function say(card, key) {
  const place = card.querySelector('[data-chart-says]');
  if (place) Object.assign(place, { textContent: word(key), hidden: false });
  card.querySelectorAll('.chart, .legend, .panel__end').forEach((box) => (box.hidden = true));
}

function wire(card) {
  const switches = card.querySelectorAll('[data-view-to]');
  for (const button of switches) {
    button.addEventListener('click', () => {
      card.dataset.view = button.dataset.viewTo;
      switches.forEach((one) => one.setAttribute('aria-pressed', String(one === button)));
    });
  }
  card.querySelector('[data-save="csv"]')?.addEventListener('click', () => specs.has(card) && saveCsv(specs.get(card)));
  card.querySelector('[data-save="png"]')?.addEventListener('click', () => specs.has(card) && savePng(specs.get(card), card));
}

async function start(card) {
  try {
    const [figures, kinds] = await Promise.all([load(card.dataset.url), import('./chart-kinds.js')]);
    ({ paint } = kinds);
    specs.set(card, figures);
  } catch {
    say(card, 'chart_failed');
    return;
  }
  if (!specs.get(card).labels.length) {
    say(card, 'no_figures');
    return;
  }
  fillTable(card);
  describeRanges(card);
  draw(card);
}

document.addEventListener('themechange', () => [...specs.keys()].forEach((card) => specs.get(card).labels.length && draw(card)));
addEventListener('beforeprint', () => charts.forEach((chart) => chart.resize()));

const cards = [...document.querySelectorAll('.chart-card')];
cards.forEach(wire); // before the figures are there: a click in the meantime counts
if (phone()) await seen(cards);
cards.forEach(start);
