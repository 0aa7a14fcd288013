// What is kept for pages without a network, by Workbox. A classic script, put together in inspections/views/offline.py, which sets
// self.kept: {files, static, mine, offline}.
//
// Pages: from the network; where it doesn't answer in time, as they were kept. Files: their names carry their content, so a kept
// one is right for ever. Nothing is thrown away when a new release comes: pages of the old one still find their files.

/* global workbox, kept */

const PAGES = 'pages'; // offline.js deletes it when somebody else signs in
const FRESH = 10 * 60_000; // ms; a page that was kept so lately isn't fetched again
const DAY = 24 * 3600; // s

const { registerRoute, setCatchHandler } = workbox.routing;
const { CacheFirst, NetworkFirst } = workbox.strategies;
const { ExpirationPlugin } = workbox.expiration;

const onlyWhole = { cacheWillUpdate: async ({ response }) => (response.status === 200 && !response.redirected ? response : null) };
// ?again=1 is the same page: what it shows depends on what the server knows, not on the address
const byPath = { cacheKeyWillBeUsed: async ({ request }) => request.url.split(/[?#]/)[0] };

const pages = new NetworkFirst({
  cacheName: PAGES,
  networkTimeoutSeconds: 4,
  plugins: [onlyWhole, byPath, new ExpirationPlugin({ maxEntries: 600, maxAgeSeconds: 3 * DAY, purgeOnQuotaError: true })],
});
const unchanging = new CacheFirst({
  cacheName: 'files',
  plugins: [onlyWhole, new ExpirationPlugin({ maxEntries: 600, maxAgeSeconds: 60 * DAY })],
});
const changing = new NetworkFirst({ cacheName: 'files', plugins: [onlyWhole] });

const isFile = (url) => url.origin === location.origin && url.pathname.startsWith(kept.static);
const strategyOf = (url) => (/\.[0-9a-f]{12}\.\w+$/.test(url.pathname) ? unchanging : changing);
const isSheet = (path) => /^\/inspections\/rounds\/\d+\/points\/\d+\/sheet\/$/.test(path);
const isKeptPage = (url) => url.pathname === kept.mine || isSheet(url.pathname);

registerRoute(
  ({ url }) => isFile(url),
  (options) => strategyOf(options.url).handle(options),
);
registerRoute(({ request, url }) => request.mode === 'navigate' && isKeptPage(url), pages);
registerRoute(({ request }) => request.mode === 'navigate', ({ request }) => fetch(request));
setCatchHandler(async ({ request }) => {
  if (request.mode !== 'navigate') return Response.error();
  return (await caches.match(kept.offline)) ?? Response.error();
});

async function keepFiles() {
  const files = await caches.open('files');
  await files.add(kept.offline);
  for (const address of kept.files) if (!(await files.match(address))) await files.add(address);
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(keepFiles());
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function isFresh(address) {
  const found = await caches.match(new URL(address, location).href.split('?')[0], { cacheName: PAGES });
  return Date.now() - Date.parse(found?.headers.get('date') ?? 0) < FRESH;
}

/** One after the other: a weak line and a small server are not asked for a hundred pages at once. */
async function keepPages(addresses, event) {
  for (const address of addresses) {
    if (await isFresh(address)) continue;
    const request = new Request(address, { credentials: 'same-origin' });
    const [response, done] = pages.handleAll({ request, event });
    if (!(await response.then(() => true, () => false))) return; // no network: the rest waits for the next visit
    await done.catch(() => {});
  }
}

self.addEventListener('message', (event) => {
  if (!event.data?.keep) return;
  const told = () => event.ports[0]?.postMessage('kept');
  event.waitUntil(keepPages(event.data.keep, event).then(told));
});
