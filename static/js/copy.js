// Buttons with data-copy="#field" put a field's text on the clipboard; where the browser won't, the text is selected.
import { toast } from './toasts.js';
import { word } from './words.js';

addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    toast(word('copied'));
  } catch {
    toast(word('copy_yourself'));
  }
});
