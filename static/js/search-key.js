// '/' leads to the search, from anywhere but a field in which it is written.
const FIELDS = 'input, textarea, select, [contenteditable]';

export function start() {
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(FIELDS)) return;
    const fields = [...document.querySelectorAll('[data-search-here]')];
    const field = fields.reverse().find((one) => one.offsetParent !== null); // the page's own before the navigation's
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
