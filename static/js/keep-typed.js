// What is typed into a form marked data-keep is kept in this browser until the form was accepted, so that an ended session,
// an expired page or a lost network loses nothing. Kept by person and page: nobody else at this computer is shown it.
//
// When is a form accepted? When sending it led, by a redirect, to a normal page. Pages that stand for a refusal (sign-in,
// errors) carry data-refused on their body. A form that the server shows again with its faults carries data-bound.
//
// The files that were chosen go the same way (static/js/keep-files.js, which comes only where there are some).
import { word } from './words.js';

const PREFIX = 'typed:';
const SENT = 'typed-sent'; // in the tab's own memory: the keys of what was just sent, over several tries
const FILES = 'typed-files'; // beside it: there were files in it
const LEFT = 'typed-left'; // how the keys begin of who has signed out: the next page forgets their files
const WEEK = 7 * 24 * 3600 * 1000;
const files = () => import('./keep-files.js');
const fileFields = (form) => [...form.elements].filter((field) => field.type === 'file');
const secret = (field) => field.type === 'password' || field.autocomplete === 'one-time-code';
const skipped = (field) => !field.name || secret(field) || ['file', 'hidden', 'submit', 'button'].includes(field.type);

function keyOf(form) {
  const name = form.dataset.keep || form.getAttribute('action') || '';
  return `${PREFIX}${document.body.dataset.user ?? ''}:${location.pathname}:${name}`;
}

function valuesOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (skipped(field)) continue;
    values[field.name] ??= [];
    if (['checkbox', 'radio'].includes(field.type)) {
      if (field.checked) values[field.name].push(field.value);
    } else if (field.type === 'select-multiple') {
      values[field.name].push(...[...field.selectedOptions].map((option) => option.value));
    } else values[field.name].push(field.value);
  }
  return values;
}

function putBack(form, values) {
  const taken = {};
  for (const field of form.elements) {
    const kept = values[field.name];
    if (skipped(field) || !kept) continue;
    if (['checkbox', 'radio'].includes(field.type)) field.checked = kept.includes(field.value);
    else if (field.type === 'select-multiple') for (const o of field.options) o.selected = kept.includes(o.value);
    else field.value = kept[(taken[field.name] = (taken[field.name] ?? -1) + 1)] ?? field.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, values) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // the browser keeps nothing (private window, full): then the form works without
  }
}

function say(form, key, before) {
  if (form.querySelector(':scope > [data-put-back]')) return;
  const notice = document.createElement('div');
  notice.className = 'notice mb-3';
  notice.setAttribute('data-put-back', '');
  notice.setAttribute('role', 'status');
  const text = document.createElement('div');
  text.textContent = word('typed_restored');
  const discard = document.createElement('button');
  discard.type = 'button';
  discard.className = 'btn btn-quiet';
  discard.textContent = word('typed_discard');
  discard.addEventListener('click', () => {
    putBack(form, before);
    localStorage.removeItem(key);
    if (fileFields(form).length) files().then(({ empty }) => empty(form));
    notice.remove();
  });
  notice.append(text, discard);
  form.prepend(notice);
}

function restore(form, key, before) {
  const kept = read(key);
  if (!kept || form.dataset.bound !== undefined) return;
  if (Date.now() - kept.at > WEEK || JSON.stringify(before) === JSON.stringify(kept.values)) {
    localStorage.removeItem(key);
    return;
  }
  putBack(form, kept.values);
  say(form, key, before);
}

async function restoreFiles(form, key, before) {
  const { start: fill } = await files();
  const some = await fill(form, key, Date.now() - WEEK);
  if (some && form.dataset.bound === undefined) say(form, key, before);
}

const sentKeys = () => JSON.parse(sessionStorage.getItem(SENT) || '[]');

function forgetAccepted() {
  const came = performance.getEntriesByType('navigation')[0];
  const refused = document.body.dataset.refused !== undefined;
  const accepted = !refused && came?.type === 'navigate' && came.redirectCount > 0;
  const sent = sentKeys();
  if (accepted) for (const key of sent) localStorage.removeItem(key);
  const faulty = document.querySelector('form[data-bound]'); // shown again, maybe at another address: the next try counts too
  if (accepted || !faulty) sessionStorage.removeItem(SENT);
  return accepted ? sent : [];
}

/** Resolves when the files are gone of what was accepted, and of who has signed out. */
async function forgetFiles(accepted) {
  const left = localStorage.getItem(LEFT);
  const some = accepted.length > 0 && sessionStorage.getItem(FILES) !== null;
  if (!left && !some) return;
  const { forget } = await files();
  await forget((key) => accepted.includes(key) || (left && key.startsWith(left)), Date.now() - WEEK);
  if (left) localStorage.removeItem(LEFT);
  if (some) sessionStorage.removeItem(FILES);
}

function forgetPerson() {
  const own = `${PREFIX}${document.body.dataset.user}:`;
  for (const key of Object.keys(localStorage)) if (key.startsWith(own)) localStorage.removeItem(key);
  localStorage.setItem(LEFT, own);
}

/** A page that stands for a refusal may carry what was sent, to be sent once more: accepted then, it is what was typed at first. */
function sendOnceMore(sent) {
  for (const form of document.querySelectorAll('form[data-once-more]'))
    form.addEventListener('submit', () => sessionStorage.setItem(SENT, JSON.stringify(sent)));
}

export function start() {
  sendOnceMore(sentKeys());
  const forgotten = forgetFiles(forgetAccepted()).catch(() => {});
  for (const form of document.querySelectorAll('form[data-keep]')) {
    const key = keyOf(form);
    const before = valuesOf(form);
    const untouched = JSON.stringify(before);
    restore(form, key, before);
    if (fileFields(form).length) forgotten.then(() => restoreFiles(form, key, before)).catch(() => {});
    let waiting;
    const keep = () => {
      const values = valuesOf(form);
      if (JSON.stringify(values) === untouched && form.dataset.bound === undefined) localStorage.removeItem(key);
      else write(key, values);
    };
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, 400);
    });
    form.addEventListener('submit', () => {
      clearTimeout(waiting);
      keep();
      sessionStorage.setItem(SENT, JSON.stringify([...sentKeys(), key]));
      if (fileFields(form).some((field) => field.files.length)) sessionStorage.setItem(FILES, '');
    });
    addEventListener('pagehide', () => {
      if (form.dataset.sent === undefined && waiting) keep();
    });
  }
  for (const form of document.querySelectorAll('form[data-sign-out]')) form.addEventListener('submit', forgetPerson);
}
