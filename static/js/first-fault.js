// A form that came back with faults: the first faulty field has the focus, wherever on the page it is.
export function start() {
  document.querySelector('form [aria-invalid="true"]')?.focus();
}
