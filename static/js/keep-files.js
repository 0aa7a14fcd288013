// Photos and papers chosen in a form marked data-keep, kept beside what was typed (static/js/keep-typed.js), under the same key
// and for as long. A browser empties file fields when a page comes back; from here they are filled again.
//
// A form that came back says under each file field what came in it (templates/bootstrap5/layout/chosen_again.html): data-came="101"
// is a digit for each file, 0 where it was refused; that one is kept no longer. A field marked data-anew is for files that people
// go on working at: it is filled again only where the form came back.

let opened;

/** Resolves with what a request to the database gives. */
const answer = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** The store of {at, files: {field's name: [File]}}, by the form's key. A transaction each: it ends when nothing more is asked. */
async function store(mode = 'readonly') {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open('chosen-files', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('forms');
    answer(request).then(done, failed);
  });
  return (await opened).transaction('forms', mode).objectStore('forms');
}

const fields = (form) => [...form.elements].filter((field) => field.type === 'file' && field.name);

async function keep(form, key) {
  const chosen = fields(form).filter((field) => field.files.length);
  const files = Object.fromEntries(chosen.map((field) => [field.name, [...field.files]]));
  const forms = await store('readwrite');
  await answer(chosen.length ? forms.put({ at: Date.now(), files }, key) : forms.delete(key));
}

function put(field, files) {
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  field.files = transfer.files;
  field.dispatchEvent(new Event('put-back', { bubbles: true })); // for static/js/photo-pick.js
}

/** The files that belong into a field again; none where what came is not what is kept here. */
function left(form, field, files) {
  if (form.dataset.bound === undefined) return field.dataset.anew === undefined ? files : [];
  const marks = form.querySelector(`[data-came][data-of="${CSS.escape(field.name)}"]`)?.dataset.came ?? '';
  return marks.length === files.length ? files.filter((_file, at) => marks[at] === '1') : [];
}

async function putBack(form, key, since) {
  const kept = await answer((await store()).get(key));
  if (!kept || kept.at < since) return false;
  let some = false;
  for (const field of fields(form)) {
    const files = left(form, field, kept.files[field.name] ?? []);
    if (!files.length || field.files.length) continue; // what was chosen meanwhile counts
    put(field, files);
    form.querySelector(`[data-came][data-of="${CSS.escape(field.name)}"]`)?.remove();
    some = true;
  }
  return some;
}

/** Fills the form's file fields with what is kept since then, and keeps what is chosen from now on; true where there was something. */
export async function start(form, key, since) {
  try {
    const some = await putBack(form, key, since);
    const again = (event) => event.target.type === 'file' && keep(form, key).catch(() => {});
    for (const what of ['change', 'photos', 'put-back']) form.addEventListener(what, again); // 'photos': of static/js/photo-pick.js
    await keep(form, key);
    return some;
  } catch {
    return false; // the browser keeps nothing (private window, full): the form says what to choose again
  }
}

export function empty(form) {
  for (const field of fields(form)) if (field.files.length) put(field, []);
}

/** Forgets what is kept under the keys for which `isOne` says so, and whatever is older than `since`. */
export async function forget(isOne, since) {
  const forms = await store('readwrite');
  for (const key of await answer(forms.getAllKeys())) {
    if (isOne(key) || (await answer(forms.get(key))).at < since) await answer(forms.delete(key));
  }
}
