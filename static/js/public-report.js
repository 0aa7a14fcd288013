// A form for residents: sent from the page itself, so that photos and words stay whatever happens on the way.
import { Draft } from './public-draft.js';
import { Photos } from './public-photos.js';
import { locate } from './locate.js';
import { send } from './public-send.js';
import { say } from './public-words.js';

const form = document.querySelector('[data-resident-form]');
const row = (name) => form.querySelector(`[data-field="${name}"]`);
const filled = (name) => Boolean(form.elements[name]?.value.trim());

/** Shows what is wrong with a field, or that nothing is; a field that has no line of its own is told of at the top. */
function fault(name, message) {
  const box = row(name);
  if (!box?.querySelector('[data-error]')) return message ? faultOfAll(message) : undefined;
  box.classList.toggle('form-row--error', Boolean(message));
  const line = box.querySelector('[data-error]');
  line.hidden = !message;
  line.querySelector('span').textContent = message;
  for (const control of box.querySelectorAll('input:not([type=hidden]), textarea')) {
    if (message) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
}

function faultOfAll(message) {
  const box = form.querySelector('[data-form-error]');
  box.hidden = !message;
  const line = document.createElement('p');
  line.textContent = message;
  box.querySelector('div').replaceChildren(line);
  if (message) box.scrollIntoView({ block: 'center' });
}

const photos = new Photos(form.querySelector('[data-photos]'), Number(form.dataset.most), (message) => fault('photos', message));
const draft = new Draft(form);
if (draft.restore()) form.querySelector('[data-sending]').textContent = say('restored');
form.addEventListener('input', ({ target }) => target.type !== 'file' && fault(target.name, ''));
locate(form, say, () => fault('place', ''));

/** What is missing, said before anything is sent: a weak signal is not used up for that. */
function isComplete() {
  const missing = [];
  const check = (name, ok, key) => {
    fault(name, ok ? '' : say(key));
    if (!ok) missing.push(row(name));
  };
  check('photos', photos.count > 0, 'needs_photo');
  if (row('place')) check('place', filled('place') || filled('position') || filled('point'), 'needs_place');
  const words = row('description') ? 'description' : 'reason';
  check(words, filled(words), 'needs_words');
  missing[0]?.querySelector('input:not([type=hidden]), textarea').focus();
  missing[0]?.scrollIntoView({ block: 'center' });
  return missing.length === 0;
}

function refused({ status, body }) {
  if (body.ticket) form.elements.ticket.value = body.ticket;
  if (body.errors) {
    form.elements.website.value = '';
    for (const [name, messages] of Object.entries(body.errors)) fault(name, messages.join(' '));
    form.querySelector('.form-row--error')?.scrollIntoView({ block: 'center' });
  } else if (status === 413) faultOfAll(say('too_large'));
  else faultOfAll(say(status ? 'server_down' : 'no_answer'));
}

function busy(isBusy) {
  form.toggleAttribute('data-busy', isBusy);
  form.querySelector('[type=submit]').disabled = isBusy;
  form.querySelector('[data-sending]').textContent = isBusy ? say('sending') : '';
}

async function sendAll() {
  const data = new FormData(form);
  await photos.into(data, 'photos');
  draft.keep(form.elements.ticket.value);
  const progress = (share) => (form.querySelector('[data-sending]').textContent = say('sent_percent', Math.round(share * 100) + '%'));
  return send(form.action, data, progress);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (form.hasAttribute('data-busy') || !isComplete()) return;
  faultOfAll('');
  busy(true);
  const answer = await sendAll();
  if (answer.status === 201) {
    draft.forget();
    location.assign(answer.body.url); // the button stays off until the page has gone
    return;
  }
  busy(false);
  refused(answer);
});

// back from the next page: a new form with a new ticket, or the second problem would be taken for the first
addEventListener('pageshow', (event) => event.persisted && location.reload());
