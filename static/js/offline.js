// Pages that are kept on the phone belong to one person: whoever signs in next finds nothing of them.

const CACHES = ['pages', 'pictures']; // of worker.js
const OWNER = 'offline-owner';

/** The pages and the pictures on them. */
async function forgetPages() {
  if ('caches' in window) await Promise.all(CACHES.map((name) => caches.delete(name).catch(() => {})));
}

/** Resolves when the kept pages are those of the person who is signed in, or gone. */
export async function own() {
  const user = document.body.dataset.user ?? '';
  const isDoor = document.querySelector('input[type=password]') !== null && !user;
  if (!user && !isDoor) return; // pages without a person, such as the one that says that there is no network
  if (localStorage.getItem(OWNER) === user) return;
  await forgetPages();
  localStorage.setItem(OWNER, user);
}

export function start() {
  own();
  for (const form of document.querySelectorAll('form[data-sign-out]')) form.addEventListener('submit', () => forgetPages());
}

/** Keeps the pages with these addresses on the phone, the browser willing. */
export async function keep(addresses, worker) {
  if (!('serviceWorker' in navigator)) return;
  try {
    await own();
    navigator.storage?.persist?.(); // so that the browser doesn't make room with our drafts
    await navigator.serviceWorker.register(worker);
    const registration = await navigator.serviceWorker.ready;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => document.documentElement.setAttribute('data-kept', '');
    registration.active.postMessage({ keep: addresses }, [channel.port2]);
  } catch {
    // private windows and old browsers keep nothing: the pages work with a network
  }
}
