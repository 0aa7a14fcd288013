// Toasts stay until they are read: they go by their button, by Escape, or with the page.
export function start() {
  const box = document.querySelector('.toasts');
  if (!box) return;
  box.addEventListener('click', (event) => {
    if (event.target.closest('[data-toast-close]')) event.target.closest('.toast-msg').remove();
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') box.lastElementChild?.remove();
  });
}

/** Shows a toast made by a script; `text` is plain text in the page's language. */
export function toast(text) {
  const message = document.createElement('p');
  message.className = 'toast-msg';
  const words = document.createElement('span');
  words.textContent = text;
  message.append(words);
  document.querySelector('.toasts')?.append(message);
}
