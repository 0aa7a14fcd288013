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

/** The drafts in the outbox, whoever's they are, the oldest first. */
export async function handedIn() {
  const drafts = await (await database()).getAll('drafts');
  return drafts.filter((draft) => draft.handed_at).sort((a, b) => a.handed_at.localeCompare(b.handed_at));
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
