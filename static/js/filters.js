// A filter form (form[data-filters]) sends itself when something is chosen; text waits for Enter. The place where one was
// stays: after the page is shown anew, the focus is on the same control.
const KEY = 'filter-focus';

function clean(form) {
  for (const field of form.elements) {
    if (field.name && field.value === '' && (field.type !== 'radio' || field.checked)) field.disabled = true;
  }
}

function remember(field) {
  sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, name: field.name, value: field.value, y: scrollY }));
}

function refocus(form) {
  const last = JSON.parse(sessionStorage.getItem(KEY) || 'null');
  if (!last || last.path !== location.pathname) return;
  sessionStorage.removeItem(KEY);
  const same = [...form.elements].filter((field) => field.name === last.name);
  const field = same.find((one) => one.checked) ?? same[0];
  if (!field) return;
  field.focus({ preventScroll: true });
  scrollTo(0, last.y);
}

export function start() {
  for (const form of document.querySelectorAll('form[data-filters]')) {
    form.addEventListener('change', (event) => {
      const field = event.target;
      if (!field.name || ['search', 'text'].includes(field.type)) return;
      remember(field);
      form.requestSubmit();
    });
    form.addEventListener('submit', () => clean(form)); // empty choices don't lengthen the address
    addEventListener('pageshow', () => [...form.elements].forEach((field) => (field.disabled = false)));
    refocus(form);
  }
}
