// The number of a report, copied by one tap.
import { say } from './public-words.js';

const button = document.querySelector('[data-copy]');
const number = document.querySelector('[data-number]');

/** True when it was copied. Where the browser forbids it (no https), the number is marked, ready to be copied by hand. */
async function copy() {
  try {
    await navigator.clipboard.writeText(number.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(number);
    return document.execCommand('copy');
  }
}

button.addEventListener('click', async () => {
  if (await copy()) button.querySelector('span').textContent = say('copied');
});
