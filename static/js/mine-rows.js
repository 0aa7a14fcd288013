// The rows of my points stand where this phone knows them to be: what was begun or handed in here moves on at once, also before
// the server knows of it and after the browser sent it in the background.

import { arrivedSince } from './arrivals.js';
import { draftsOf } from './sheet-store.js';

const page = document.querySelector('[data-mine]');
const STAGES = ['to-visit', 'begun', 'done'];

const rows = [...page.querySelectorAll('[data-place]')].map((node) => {
  const link = node.querySelector('a');
  const end = node.querySelector('.visit__end');
  return { node, link, end, stage: node.closest('[data-stage]').dataset.stage, href: link.getAttribute('href'), was: [...end.childNodes] };
});

/** How far the phone knows a visit to be: {stage, mark, sheet}; undefined where it knows nothing of it. */
function known(draft, sheet) {
  if (draft?.handed_at) return { stage: 'done', mark: 'waits' };
  if (draft && Object.values(draft.entries).some(Boolean)) return { stage: 'begun', mark: 'draft' };
  return sheet && { stage: 'done', mark: 'arrived', sheet };
}

function drawRow(row, found) {
  const isAhead = found && STAGES.indexOf(found.stage) > STAGES.indexOf(row.stage);
  const stage = isAhead ? found.stage : row.stage;
  if (row.node.closest('[data-stage]').dataset.stage !== stage) page.querySelector(`[data-stage=${stage}] ul`).append(row.node);
  row.end.replaceChildren(...(isAhead ? markOf(found) : row.was));
  row.link.setAttribute('href', (isAhead && found.sheet?.url) || row.href);
}

function markOf({ mark, sheet }) {
  const content = page.querySelector(`[data-mark=${mark}]`).content.cloneNode(true);
  if (sheet?.score) content.querySelector('.num').textContent = Number(sheet.score).toFixed(2);
  return content.childNodes;
}

function drawCounts() {
  const line = document.querySelector('[data-says-counts]');
  let words = line?.dataset.saysCounts;
  for (const stage of STAGES) {
    const block = page.querySelector(`[data-stage=${stage}]`);
    const count = block.querySelector('ul').children.length;
    block.hidden = count === 0;
    words = words?.replace(`{${stage}}`, count);
  }
  if (line) line.textContent = words;
}

/** Draws the rows anew by what this phone keeps. */
export async function drawRows() {
  if (rows.length === 0) return;
  const drafts = new Map((await draftsOf(page.dataset.mine)).map((draft) => [draft.place, draft]));
  const sheets = await arrivedSince(page.dataset.readAt);
  for (const row of rows) drawRow(row, known(drafts.get(row.node.dataset.place), sheets.get(row.node.dataset.place)));
  drawCounts();
}
