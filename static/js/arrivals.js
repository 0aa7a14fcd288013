// Which sheets have arrived from this phone. A page of points that was kept before still shows theirs as to be visited: it is
// drawn anew by what stands here (mine-rows.js), until it comes from the server again.
//
// A base of its own: that of the drafts could not be changed while a page of an earlier release has it open.

import { openDB } from '../vendor/idb/index.js';

const NEWS = 'arrivals';

const database = () =>
  openDB('inspection-arrivals', 1, { upgrade: (db) => void db.createObjectStore('sheets', { keyPath: 'place' }) });

/** Tells the other windows of this phone that something was sent, or refused. */
export function spread() {
  if (!('BroadcastChannel' in globalThis)) return;
  const channel = new BroadcastChannel(NEWS);
  channel.postMessage('');
  channel.close();
}

export function onNews(listener) {
  if ('BroadcastChannel' in globalThis) new BroadcastChannel(NEWS).addEventListener('message', listener);
}

/** A sheet has arrived. answer: {sheet_url, score, late, at} as the server gave it, empty where that answer was lost. */
export async function note(place, { sheet_url: url = '', score = null, at = new Date().toISOString() } = {}) {
  try {
    const db = await database();
    await db.put('sheets', { place, url, score, at });
    db.close();
  } catch {
    // a browser that keeps nothing: the next visit to the page of points shows it
  }
  spread();
}

/** What arrived after this moment, by place; what is older is known to a page that was read then. */
export async function arrivedSince(moment) {
  const db = await database();
  const sheets = await db.getAll('sheets');
  const isNew = ({ at }) => Date.parse(at) > Date.parse(moment);
  await Promise.all(sheets.filter((sheet) => !isNew(sheet)).map(({ place }) => db.delete('sheets', place)));
  db.close();
  return new Map(sheets.filter(isNew).map((sheet) => [sheet.place, sheet]));
}
