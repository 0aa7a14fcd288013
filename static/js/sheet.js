// The inspector's sheet: puts its parts together. What each does stands at its own top.

import { start as startOffline } from './offline.js';
import { canWait, sendOutbox, wakeLater, windowOf } from './outbox.js';
import { Draft } from './sheet-draft.js';
import { Item, put } from './sheet-item.js';
import { Photos } from './sheet-photos.js';
import { Review } from './sheet-review.js';
import { NoAnswer, Refused } from './sheet-send.js';
import { State, here } from './sheet-state.js';
import * as store from './sheet-store.js';
import { Total } from './sheet-total.js';
import { start as startToasts } from './toasts.js';

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const root = document.querySelector('[data-sheet]');
const words = read('sheet-words');
const known = read('sheet-known');

const items = [...root.querySelectorAll('[data-item]')].map((node) => new Item(node, words));
const byId = new Map(items.map((item) => [item.id, item]));
const itemOf = (node) => byId.get(node.closest('[data-item]')?.dataset.item);

const draft = new Draft(known.place, known.draft, () => drawSent(), (changed) => drawMerged(changed));
const photos = new Photos(draft, byId, document.getElementById('sheet-photo'), (item, message) => {
  drawPhotos(item, message);
  state.draw();
});
const total = new Total(root, items, words);
const state = new State(draft, photos, words);
const review = new Review(document.querySelector('[data-review]'), items, total, photos, handIn);

/** The server answered, or not. */
function drawSent() {
  state.draw();
  for (const { item, message } of draft.trouble?.errors ?? []) markRefused(byId.get(String(item)), message);
}

function drawItem(item) {
  item.draw();
  total.draw();
}

/** Something was tapped or typed in an item: keep it, show it. */
function judged(item) {
  draft.set(item.id, item.entry);
  item.node.removeAttribute('data-refused');
  drawItem(item);
}

function drawPhotos(item, message) {
  const count = item.photoCount;
  put(item.node.querySelector('[data-photo-count]'), count ? words.photos.replace('{count}', count) : '');
  item.say('photo-trouble', message);
  item.draw();
}

root.addEventListener('input', ({ target }) => {
  const item = itemOf(target);
  if (item && target.dataset.entry) judged(item);
});

root.addEventListener('change', async ({ target }) => {
  if (!target.matches('[data-camera]')) return;
  const item = itemOf(target);
  const files = [...target.files];
  target.value = '';
  for (const file of files) await photos.add(item, file);
});

root.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  const item = button && itemOf(button);
  if (!button) return;
  if (button.dataset.step) item.step(Number(button.dataset.step));
  else if ('clean' in button.dataset) item.clean();
  else if ('cleanRest' in button.dataset) return cleanRest(button);
  else if ('photoOff' in button.dataset) return isSure(button) && photos.remove(item, button.closest('[data-photo]').dataset.photo);
  else return;
  navigator.vibrate?.(8);
  judged(item);
  if ('clean' in button.dataset && document.activeElement === document.body) item.control('count')?.focus({ preventScroll: true });
});

/** A photo is gone for good, so the first tap asks and the second one, within a few seconds, does it. */
function isSure(button) {
  if (button.classList.contains('is-asking')) return true;
  const label = button.getAttribute('aria-label');
  button.classList.add('is-asking');
  button.setAttribute('aria-label', button.dataset.photoOff);
  setTimeout(() => {
    button.classList.remove('is-asking');
    button.setAttribute('aria-label', label);
  }, 5000);
  return false;
}

// the large picture is not on the phone: without a network the small one grows in its place
root.addEventListener('click', (event) => {
  const sample = event.target.closest('.samples a');
  if (!sample || navigator.onLine) return;
  event.preventDefault();
  sample.closest('li').classList.toggle('is-large');
});

/** 本节其余均无问题: full marks for what was not judged yet, said on purpose; can be taken back at once. */
function cleanRest(button) {
  const section = total.sections.find(({ rest }) => rest === button);
  const rest = section.items.filter((item) => item.isOpen);
  const before = rest.map((item) => item.entry);
  for (const item of rest) {
    item.clean();
    judged(item);
  }
  state.offerUndo(words.cleaned.replace('{count}', rest.length), () =>
    rest.forEach((item, at) => {
      item.entry = before[at];
      judged(item);
    }),
  );
}

async function handIn() {
  const button = document.querySelector('[data-review-hand]');
  if (button.disabled) return;
  button.disabled = true;
  try {
    await photos.flush();
    if (photos.count) throw draft.trouble ?? new NoAnswer();
    const answer = await draft.submit();
    location.assign(answer.sheet_url);
  } catch (error) {
    if (!canWait(error) || !(await toOutbox(error))) await refused(error);
  } finally {
    button.disabled = false;
  }
}

/** No network, or nobody signed in: the sheet is handed in later, by itself. False where the phone can't keep all of it. */
async function toOutbox(error) {
  draft.trouble = error;
  if (!(await photos.keepAll()) || !(await draft.post())) return false;
  review.close();
  wakeLater(words.outbox_worker);
  state.draw();
  document.querySelector('[data-notice]').scrollIntoView({ block: 'center' });
  return true;
}

/** Sends the outbox, this sheet in it. It may have been sent meanwhile by another page, or by the outbox's worker. */
async function again() {
  const { trouble } = await sendOutbox();
  const own = await store.getDraft(draft.place.id);
  if (!own) return arrived();
  draft.trouble = trouble;
  if (own.refused) {
    Object.assign(draft, { handedAt: '', refusal: own.refused });
    await draft.flush({ always: true });
  }
  state.draw();
}

/** The server has it: its page is where the sheet's own address leads now. */
function arrived() {
  draft.isClosed = true;
  location.assign(draft.place.url.split('?')[0]);
}

async function refused(error) {
  if (!(error instanceof Refused) && !(error instanceof NoAnswer)) throw error;
  draft.trouble = error;
  review.close();
  if (draft.handedAt) await draft.takeBack(error.message);
  if (error.where) await draft.close();
  if (error.draft) await draft.merge(error.draft);
  drawSent();
  root.querySelector('[data-refused]')?.scrollIntoView({ block: 'center' });
  state.say(error);
}

function markRefused(item, message) {
  if (!item) return;
  item.node.setAttribute('data-refused', '');
  item.drawTrouble(message);
}

/** Puts what the draft says into the controls. */
function drawAll(shown = items) {
  for (const item of shown) {
    item.entry = draft.entries[item.id] ?? null;
    drawPhotos(item, '');
  }
  total.draw();
}

/** Another phone went on with this sheet. */
function drawMerged(changed) {
  const shown = changed.map((item) => byId.get(item)).filter((item) => item);
  drawAll(shown);
  state.remark(words.other_phone.replace('{count}', shown.length));
}

/** One window of a phone has the sheet, the one that was opened last: two would each send what the other does not show. */
function ownWindow() {
  const forGood = () => new Promise(() => {});
  navigator.locks?.request(windowOf(draft.place.id), { steal: true }, forGood).catch(({ name }) => {
    if (name === 'AbortError') leave();
  });
}

function leave() {
  draft.leave();
  for (const { node } of total.sections) node.inert = true;
  document.querySelector('[data-submit]').disabled = true;
  review.close();
  state.tell(words.other_window, here(), words.go_on_here);
}

async function start() {
  ownWindow();
  await Promise.all([draft.open(), photos.open()]);
  drawAll();
  state.draw();
  root.setAttribute('data-ready', '');
  root.inert = false; // a tap before this would be overwritten
  document.querySelector('[data-submit]').addEventListener('click', () => review.open());
  photos.flush();
  if (draft.handedAt) await again();
}

// Leaving, coming back, the network returning: each is a moment to send what waits.
addEventListener('pagehide', () => draft.flush({ keepalive: true }));
addEventListener('online', () => sendAll());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') return sendAll();
  draft.flush({ keepalive: true });
  if (draft.trouble && draft.kept) wakeLater(words.outbox_worker); // the browser may close this page
});

addEventListener('beforeunload', (event) => state.isLost && event.preventDefault()); // what only this page has
addEventListener('pageshow', ({ persisted }) => persisted && draft.isClosed && location.reload());
document.querySelector('[data-unsent]').addEventListener('click', async () => {
  await sendAll();
  if (draft.trouble) state.say(draft.trouble);
});

async function sendAll() {
  if (draft.handedAt) return again();
  sendOutbox().then(() => state.draw(), () => {}); // other sheets
  await draft.flush();
  await photos.flush();
}

startOffline();
startToasts();
start();
