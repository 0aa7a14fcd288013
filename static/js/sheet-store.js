// What is kept on the phone: drafts and photos, in IndexedDB. Everything is written here first, then sent.
//
// draft: {place, user, round, point, done, url, api, key, entries: {item id: entry}, unsent: {item id: revision}, visited_at,
//   server_at, title, handed_at, refused}. handed_at: it is in the outbox since then. refused: why the server didn't take it.
// photo: {key, place, item, blob, taken_at, sent}
// place is 'user:round:point': somebody else who signs in on this phone never sees it.

import { openDB } from '../vendor/idb/index.js';

let opened;

function database() {
  opened ??= openDB('inspection-sheets', 1, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: 'place' }).createIndex('user', 'user');
      db.createObjectStore('photos', { keyPath: 'key' }).createIndex('place', 'place');
    },
    terminated() {
      opened = undefined;
    },
  });
  return opened;
}

database().catch(() => {}); // at once: a page is still being read when it answers

/** A key that nobody else makes; also for a page that came over plain http, where the browser itself makes none. */
export const newKey = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, randomDigit);

function randomDigit(digit) {
  const [byte] = crypto.getRandomValues(new Uint8Array(1));
  return (digit ^ (byte & (15 >> (digit / 4)))).toString(16);
}

const PATIENCE = 3000; // ms; some browsers neither open the database nor say why

/** False where the browser keeps nothing (some private windows): then only the server keeps the draft. */
export async function works() {
  const late = new Promise((done) => setTimeout(done, PATIENCE, false));
  return Promise.race([database().then(() => true, () => false), late]);
}

export const getDraft = async (place) => (await database()).get('drafts', place);
export const putDraft = async (draft) => (await database()).put('drafts', draft);
export const putPhoto = async (photo) => (await database()).put('photos', photo);
export const dropPhoto = async (key) => (await database()).delete('photos', key);
export const photosOf = async (place) => (await database()).getAllFromIndex('photos', 'place', place);

/** Changes some values of a draft that is still there. */
export async function change(place, values) {
  const tx = (await database()).transaction('drafts', 'readwrite');
  const draft = await tx.store.get(place);
  if (draft) await tx.store.put({ ...draft, ...values });
  await tx.done;
}

/** The drafts that the server hasn't got in full, whoever's they are: what was handed in first, the oldest of it first. */
export async function toSend() {
  const db = await database();
  const waiting = [];
  for (const draft of await db.getAll('drafts')) if (draft.handed_at || (await isUnsent(db, draft))) waiting.push(draft);
  return waiting.sort((a, b) => (a.handed_at || 'later').localeCompare(b.handed_at || 'later'));
}

async function isUnsent(db, draft) {
  return Object.keys(draft.unsent).length > 0 || (await db.countFromIndex('photos', 'place', draft.place)) > 0;
}

/** The server took these entries of a draft: sent is {item id: revision}. What changed again on the way is still unsent. */
export async function taken(place, sent, { saved_at, newer }) {
  const tx = (await database()).transaction('drafts', 'readwrite');
  const draft = await tx.store.get(place);
  if (draft) {
    const unsent = Object.fromEntries(Object.entries(draft.unsent).filter(([item, revision]) => sent[item] !== revision));
    await tx.store.put({ ...draft, entries: { ...draft.entries, ...newer }, unsent, server_at: saved_at });
  }
  await tx.done;
}

/** Forgets a sheet that has been handed in, with its photos. */
export async function forget(place) {
  const tx = (await database()).transaction(['drafts', 'photos'], 'readwrite');
  const keys = await tx.objectStore('photos').index('place').getAllKeys(place);
  await Promise.all([
    tx.objectStore('drafts').delete(place),
    ...keys.map((key) => tx.objectStore('photos').delete(key)),
    tx.done,
  ]);
}

/** All drafts of a user on this phone. */
export const draftsOf = async (user) => (await database()).getAllFromIndex('drafts', 'user', user);

/** The drafts of a user that the server hasn't got in full, with how many of their photos wait. */
export async function unsentOf(user) {
  const db = await database();
  const waiting = [];
  for (const draft of await db.getAllFromIndex('drafts', 'user', user)) {
    const photos = (await db.getAllFromIndex('photos', 'place', draft.place)).filter((photo) => !photo.sent);
    const waits = photos.length || Object.keys(draft.unsent).length || draft.handed_at || draft.refused;
    if (waits) waiting.push({ ...draft, photos: photos.length });
  }
  return waiting;
}
