// The outbox: sheets that were handed in and have not arrived yet. Pages and the outbox's worker send from it the same way.
// So do begun ones, with their photos, that no page has open: a phone that is lost in the street loses no work of yesterday.
//
// A sheet leaves it when the server has it, or when the server refuses it: then it is a draft again, with the server's words.
// Its key makes it one sheet, however often it is sent and whoever sends.

import { note, spread } from './arrivals.js';
import * as store from './sheet-store.js';
import { NoAnswer, Refused, freshToken, send } from './sheet-send.js';

/** Whether waiting helps: no network, a busy server, a sign-in that has expired. Else the server has said no. */
export const canWait = (error) =>
  error instanceof NoAnswer || (error instanceof Refused && (error.signedOut || error.passing || !error.message));

/** What the server is told about a draft; the whole of it, so that sending it twice is sending it once. changed: what this phone
 * changed itself; the rest may have been changed on another one since. */
export function contentOf({ user, round, point, done, visited_at, entries, unsent }) {
  const given = Object.fromEntries(Object.entries(entries).filter(([, entry]) => entry));
  return { user, round, point, done, visited_at: visited_at || null, entries: given, changed: Object.keys(unsent) };
}

export function formOf(photo) {
  const form = new FormData();
  form.append('key', photo.key);
  form.append('item', photo.item);
  form.append('taken_at', photo.taken_at);
  form.append('file', photo.blob, 'photo.jpg');
  return form;
}

// one sender at a time, where the browser can say so; else the server sorts it out by the key
const alone = (work) => (navigator.locks ? navigator.locks.request('outbox', work) : work());

/** Does the work for a sheet while no window has it open (see ownWindow in sheet.js); false where one has. */
async function whileClosed(place, work) {
  try {
    return await navigator.locks?.request(windowOf(place), { ifAvailable: true }, async (free) => {
      if (free) await work();
      return free !== null;
    });
  } catch (error) {
    if (error.name !== 'AbortError') throw error;
    return false; // opened meanwhile: its window goes on with it
  }
}

/** The name of the lock that the window of a sheet holds. */
export const windowOf = (place) => `sheet ${place}`;

/**
 * Sends what the signed-in person handed in, and what they began. Gives {sent, late, open, trouble}: how many sheets arrived, how
 * many of them after the closing, how many were left to the windows that have them, and what stopped it (an error that can wait)
 * or null.
 */
export async function sendOutbox() {
  const result = { sent: 0, late: 0, open: 0, trouble: null };
  if ((await store.toSend()).length === 0) return result;
  try {
    await alone(() => sendAll(result));
  } catch (error) {
    if (!canWait(error)) throw error;
    result.trouble = error;
  }
  return result;
}

async function sendAll(result) {
  const { user, token } = await freshToken();
  for (const { place } of (await store.toSend()).filter((draft) => draft.user === user)) {
    const draft = await store.getDraft(place); // it may have been opened again meanwhile
    if (!draft) continue;
    if (!draft.handed_at) {
      if (!(await whileClosed(place, () => carry(draft, token)))) result.open += 1;
      continue;
    }
    const answer = await deliver(draft, token);
    if (answer) result.sent += 1;
    if (answer?.late) result.late += 1;
  }
}

/** Whether no photo of it waits here: then a sheet that is handed in has all that this phone has. */
const isWhole = async (draft) => (await store.photosOf(draft.place)).length === 0;

const apiOf = (draft) => `${draft.api}${draft.key}/`;

/** Brings a sheet that was only begun to the server. What the server refuses is said when it is opened. Throws what can wait. */
async function carry(draft, token) {
  try {
    const answer = await send(`${apiOf(draft)}draft/`, { method: 'PUT', body: contentOf(draft), token });
    await store.taken(draft.place, draft.unsent, answer);
    await sendPhotos(draft, await store.photosOf(draft.place), token);
  } catch (error) {
    if (!(error instanceof Refused) || canWait(error)) throw error;
    if (error.where && (await isWhole(draft))) await store.forget(draft.place);
  }
}

async function sendPhotos(draft, photos, token) {
  for (const photo of photos) {
    await send(`${apiOf(draft)}photos/`, { body: formOf(photo), token });
    await store.dropPhoto(photo.key);
  }
}

/** The answer when the sheet arrived, null when the server refused it. Throws what can wait. */
async function deliver(draft, token) {
  const body = contentOf(draft);
  try {
    const photos = await store.photosOf(draft.place);
    if (photos.length) await send(`${apiOf(draft)}draft/`, { method: 'PUT', body, token });
    await sendPhotos(draft, photos, token);
    const answer = await send(`${apiOf(draft)}submit/?outbox=1`, { body, token });
    await store.forget(draft.place);
    await note(draft.place, answer);
    return answer;
  } catch (error) {
    if (canWait(error)) throw error;
    if (!(error instanceof Refused)) throw error;
    if (error.where && (await isWhole(draft))) return arrived(draft, error.where); // it had arrived before; only the answer got lost
    await store.change(draft.place, { handed_at: '', refused: error.message });
    spread();
    return null;
  }
}

async function arrived(draft, where) {
  await store.forget(draft.place);
  await note(draft.place, { sheet_url: where });
  return {};
}

const canSync = 'serviceWorker' in navigator && 'SyncManager' in globalThis;

/** Brings the outbox's worker onto the phone while there is a network. Where the browser knows none, the next visit sends. */
export async function prepare(address) {
  if (canSync) await navigator.serviceWorker.register(address, { type: 'module' }).catch(() => {});
}

/** Asks the browser to send in the background as soon as there is a network. */
export async function wakeLater(address) {
  if (!canSync) return;
  try {
    const known = await navigator.serviceWorker.getRegistration(address);
    if (known?.scope !== new URL('.', new URL(address, location)).href) return; // the other worker's, or none yet
    await active(known);
    await known.sync.register('outbox');
  } catch {
    // not allowed: the next visit sends
  }
}

function active(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return Promise.resolve();
  return new Promise((done) => worker.addEventListener('statechange', () => worker.state === 'activated' && done()));
}
