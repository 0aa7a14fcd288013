// A form is sent once: its button waits until the page is shown again. Forms that give a file say data-again.
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

const buttons = (form) => [...form.elements].filter((element) => element.type === 'submit');

export function start() {
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
