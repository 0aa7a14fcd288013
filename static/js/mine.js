// My points: nearest first when the inspector asks for it; what is still unsent on this phone.
// The phone's position stays in the phone: it is not sent and not kept.

import { onNews } from './arrivals.js';
import { drawRows } from './mine-rows.js';
import { keep } from './offline.js';
import { prepare, sendOutbox, wakeLater } from './outbox.js';
import { forget, unsentOf } from './sheet-store.js';

const page = document.querySelector('[data-mine]');
const list = document.querySelector('[data-to-visit]');
const button = document.querySelector('[data-nearest]');
const says = document.querySelector('[data-nearest-says]');

const EARTH = 6_371_000; // m
const radians = (degrees) => (degrees * Math.PI) / 180;

/** Metres between two WGS-84 positions {latitude, longitude}. */
function metres(a, b) {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east));
}

function readable(distance) {
  return distance < 1000 ? `${Math.round(distance / 10) * 10} m` : `${(distance / 1000).toFixed(1)} km`;
}

function positionOf(row) {
  const { latitude, longitude } = row.dataset;
  return latitude && longitude ? { latitude: Number(latitude), longitude: Number(longitude) } : null;
}

function sortFrom(here) {
  const rows = [...list.children].map((row) => {
    const there = positionOf(row);
    return { row, distance: there ? metres(here, there) : Infinity };
  });
  rows.sort((a, b) => a.distance - b.distance);
  for (const { row, distance } of rows) {
    const place = row.querySelector('[data-distance]');
    if (place && distance < Infinity) place.textContent = readable(distance);
    list.append(row);
  }
  says.textContent = page.dataset.saysNearest;
}

button?.addEventListener('click', () => {
  says.textContent = page.dataset.saysLooking;
  const failed = () => (says.textContent = page.dataset.saysNoPlace);
  if (!navigator.geolocation) return failed();
  navigator.geolocation.getCurrentPosition(({ coords }) => sortFrom(coords), failed, { timeout: 15_000, maximumAge: 60_000 });
});

async function showUnsent() {
  const waiting = await unsentOf(page.dataset.mine).catch(() => []);
  const block = document.querySelector('[data-unsent-sheets]');
  block.hidden = waiting.length === 0;
  document.querySelector('.unsent-count').toggleAttribute('data-waits', waiting.length > 0);
  for (const count of document.querySelectorAll('[data-unsent-total]')) count.textContent = waiting.length;
  block.querySelector('ul').replaceChildren(
    ...waiting.map((draft) => unsentRow(block.querySelector('template'), draft)),
  );
  await drawRows().catch(() => {}); // a browser that keeps nothing: the rows stay as the server gave them
}

function unsentRow(template, { place, url, title, handed_at, refused }) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.querySelector('a').href = url;
  row.querySelector('a').textContent = title;
  row.querySelector('[data-state]').textContent = refused || (handed_at ? page.dataset.saysOutbox : page.dataset.saysDraft);
  row.querySelector('[data-discard]').addEventListener('click', async () => {
    if (!confirm(page.dataset.saysDiscard)) return;
    await forget(place);
    await showUnsent();
  });
  return row;
}

/** Sends what was handed in, and says what came of it. */
async function sendWaiting() {
  await showUnsent();
  const { sent, late, trouble } = await sendOutbox().catch(() => ({ sent: 0, late: 0, trouble: null }));
  await showUnsent();
  if (trouble) wakeLater(page.dataset.outboxWorker);
  document.querySelector('[data-signed-out]').hidden = !trouble?.signedOut;
  const arrived = document.querySelector('[data-arrived]');
  if (sent) arrived.querySelector('span').textContent = page.dataset.saysArrived.replace('{count}', sent);
  if (late) arrived.querySelector('span').textContent = page.dataset.saysLate.replace('{count}', late);
  arrived.hidden &&= !sent;
}

function showNetwork() {
  document.querySelector('[data-no-network]').hidden = navigator.onLine;
}

/** This page and the sheets it leads to, so that they open without a network. */
async function keepPages() {
  const sheets = [...page.querySelectorAll('.visit[data-keep]')].map((link) => link.href);
  await prepare(page.dataset.outboxWorker);
  await keep([location.pathname, ...sheets], page.dataset.worker);
}

showNetwork();
sendWaiting();
keepPages();
onNews(showUnsent);
addEventListener('offline', showNetwork);
addEventListener('online', () => {
  showNetwork();
  sendWaiting();
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sendWaiting());
addEventListener('pageshow', ({ persisted }) => persisted && sendWaiting());
document.querySelector('[data-send]').addEventListener('click', sendWaiting);
