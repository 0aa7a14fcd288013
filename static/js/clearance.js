// A day's clearance: Enter and the arrow keys go from row to row, and the head says how many facilities are entered.

const form = document.querySelector('form[data-clearance]');
const said = document.querySelector('[data-entered]');

if (form) {
  const fields = [...form.querySelectorAll('[data-loads]')];

  const go = (from, step) => {
    const next = fields[fields.indexOf(from) + step];
    if (!next) return false;
    next.focus();
    next.select();
    return true;
  };

  form.addEventListener('keydown', (event) => {
    const row = event.target.closest('.clearance__row');
    const field = row?.querySelector('[data-loads]');
    if (!field || event.isComposing) return;
    if (event.key === 'Enter' && event.target.tagName === 'INPUT') {
      event.preventDefault(); // only the button sends: half a day is not saved by a slip
      if (!go(field, 1)) form.querySelector('button[type=submit]').focus();
    } else if (event.target === field && event.key === 'ArrowDown') {
      if (go(field, 1)) event.preventDefault();
    } else if (event.target === field && event.key === 'ArrowUp') {
      if (go(field, -1)) event.preventDefault();
    }
  });

  const count = () => {
    if (!said?.dataset.words) return;
    const entered = fields.filter((field) => field.value.trim()).length;
    said.textContent = said.dataset.words.replace('{n}', entered).replace('{all}', fields.length);
  };
  form.addEventListener('input', count);
  if (!matchMedia('(pointer: coarse)').matches) fields.find((field) => !field.value)?.focus({ preventScroll: true });
}
