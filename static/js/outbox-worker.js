// Sends what waits when the browser wakes it: Background Sync, where there is such a thing. It has no pages.

import { sendOutbox } from './outbox.js';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('sync', (event) => {
  if (event.tag === 'outbox') event.waitUntil(send());
});

/** Fails where something still waits, so that the browser tries again later. */
async function send() {
  const { trouble, open } = await sendOutbox();
  if (trouble || open) throw trouble ?? new Error('a window has it still');
}
