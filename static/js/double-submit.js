// A form is sent once: its button waits until the page is shown again; without a network it stays. Forms that give a file say data-again.
import { toast } from './toasts.js';
import { word } from './words.js';

// by attribute: a field named 'method' would hide the property
const sends = (form) => form.getAttribute('method')?.toLowerCase() === 'post' && form.dataset.again === undefined;

function hold(form) {
  form.dataset.sent = '';
  // the clicked button's name and value must go with the form: so it is switched off only afterwards
  setTimeout(() => {
    for (const button of buttons(form)) {
      button.disabled = true;
      if (button.classList.contains('btn-primary')) {
        button.dataset.words = button.innerHTML;
        button.textContent = word('sending');
      }
    }
  });
}

function release(form) {
  delete form.dataset.sent;
  for (const button of buttons(form)) {
    button.disabled = false;
    if (button.dataset.words) button.innerHTML = button.dataset.words;
    delete button.dataset.words;
  }
}

/** Without a network the form would go, and the browser's own page come. So the server is asked first, as it may be this very
 * machine; no other listener hears of it before it answers: nothing was sent. */
function stayWhenOffline(event) {
  const form = event.target;
  if (navigator.onLine || asked.delete(form) || !sends(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  fetch('/healthz', { method: 'HEAD', cache: 'no-store' }).then(
    () => {
      asked.add(form);
      form.requestSubmit(event.submitter);
    },
    () => toast(word('no_network')),
  );
}

const asked = new Set(); // forms that may go although the browser sees no network
const buttons = (form) => [...form.elements].filter((element) => element.type === 'submit');

export function start() {
  addEventListener('submit', stayWhenOffline, true);
  // on window, so that a page's own listener has had its say first
  addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !sends(form)) return;
    if (form.dataset.sent !== undefined) event.preventDefault();
    else hold(form);
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('form[data-sent]').forEach(release);
  });
}
