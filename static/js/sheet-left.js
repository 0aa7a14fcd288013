// A point that is somebody else's now: what this phone keeps of it is shown, and stays until its owner throws it away.

import { forget, getDraft, photosOf } from './sheet-store.js';

const block = document.querySelector('[data-left]');
const { left: place, saysItems, saysPhotos, saysDiscard } = block.dataset;
const put = (name, text) => (block.querySelector(`[data-left-${name}]`).textContent = text);

async function show() {
  const draft = await getDraft(place);
  block.hidden = !draft;
  if (!draft) return;
  const items = Object.values(draft.entries).filter(Boolean).length;
  const photos = (await photosOf(place)).length;
  put('title', draft.title);
  put('kept', saysItems.replace('{count}', items) + (photos ? saysPhotos.replace('{count}', photos) : ''));
}

block.querySelector('[data-left-discard]').addEventListener('click', async () => {
  if (!confirm(saysDiscard)) return;
  await forget(place);
  await show();
});

show().catch(() => {}); // a browser that keeps nothing
