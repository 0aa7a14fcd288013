// What is kept for pages without a network, by Workbox. A classic script, put together in inspections/views/offline.py, which sets
// self.kept: {files, static, mine, offline}.
//
// Pages: from the network; where it doesn't answer in time, as they were kept. A scanned label then leads to the kept sheet of its
// point. Pictures: the small ones that stand on a kept page.
// Files: their names carry their content, so a kept one is right for ever. Nothing is thrown away when a new release comes: pages
// of the old one still find their files, for a while.

/* global workbox, kept */

const PAGES = 'pages'; // offline.js deletes both when somebody else signs in
const PICTURES = 'pictures';
const PATIENCE = 4; // s; so long a page is waited for
const MOST_PICTURES = 300; // about 5 MB
const FRESH = 10 * 60_000; // ms; a page that was kept so lately isn't fetched again
const DAY = 24 * 3600; // s

const { registerRoute, setCatchHandler } = workbox.routing;
const { CacheFirst, NetworkFirst } = workbox.strategies;
const { CacheExpiration, ExpirationPlugin } = workbox.expiration;

const onlyWhole = { cacheWillUpdate: async ({ response }) => (response.status === 200 && !response.redirected ? response : null) };
// ?again=1 is the same page: what it shows depends on what the server knows, not on the address
const byPath = { cacheKeyWillBeUsed: async ({ request }) => request.url.split(/[?#]/)[0] };

const pages = new NetworkFirst({
  cacheName: PAGES,
  networkTimeoutSeconds: PATIENCE,
  plugins: [onlyWhole, byPath, new ExpirationPlugin({ maxEntries: 600, maxAgeSeconds: 3 * DAY, purgeOnQuotaError: true })],
});
// not every picture that is looked at: only those that `keepPictures` asks for
const onlyAsked = { cacheWillUpdate: async ({ event, response }) => (event.type === 'message' ? response : null) };
const pictures = new CacheFirst({
  cacheName: PICTURES,
  plugins: [
    onlyWhole,
    onlyAsked,
    new ExpirationPlugin({ maxEntries: MOST_PICTURES, maxAgeSeconds: 7 * DAY, purgeOnQuotaError: true }),
  ],
});
// nothing is noted when one is used: that would cost the opening of a page more than reading it
const unchanging = new CacheFirst({ cacheName: 'files', plugins: [onlyWhole] });
const changing = new NetworkFirst({ cacheName: 'files', plugins: [onlyWhole] });

const isFile = (url) => url.origin === location.origin && url.pathname.startsWith(kept.static);
const strategyOf = (url) => (/\.[0-9a-f]{12}\.\w+$/.test(url.pathname) ? unchanging : changing);
const isSheet = (path) => /^\/inspections\/rounds\/\d+\/points\/\d+\/sheet\/$/.test(path);
const LABEL = /^\/inspections\/points\/(\d+)\/go\/$/;
const isPicture = (path) => /^\/photos\/[0-9a-f-]{36}\/small\/$/.test(path);
const isKeptPage = (url) => url.pathname === kept.mine || isSheet(url.pathname);

registerRoute(
  ({ url }) => isFile(url),
  (options) => strategyOf(options.url).handle(options),
);
registerRoute(({ url }) => url.origin === location.origin && isPicture(url.pathname), pictures);
registerRoute(({ request, url }) => request.mode === 'navigate' && isKeptPage(url), pages);
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && LABEL.test(url.pathname),
  ({ request, url }) => scanned(request, LABEL.exec(url.pathname)[1]),
);
registerRoute(({ request }) => request.mode === 'navigate', ({ request }) => fetch(request));
setCatchHandler(async ({ request }) => {
  if (request.mode !== 'navigate') return Response.error();
  return (await caches.match(kept.offline)) ?? Response.error();
});

/** Where a label leads: the network says; where it doesn't in time, to the sheet of this point that was kept last. */
async function scanned(request, point) {
  const answer = fetch(request);
  answer.catch(() => {}); // it may fail before anybody waits for it
  const sheet = await keptSheetAt(point);
  if (!sheet) return answer;
  const late = new Promise((_done, fail) => setTimeout(fail, PATIENCE * 1000));
  return Promise.race([answer, late]).catch(() => Response.redirect(sheet));
}

async function keptSheetAt(point) {
  const paths = (await (await caches.open(PAGES)).keys()).map(({ url }) => new URL(url).pathname);
  return paths.reverse().find((path) => isSheet(path) && path.endsWith(`/points/${point}/sheet/`));
}

/** Files of an earlier release: they go so many days after they were no longer among its files. */
async function letOldFilesGo(files) {
  const old = new CacheExpiration('files', { maxAgeSeconds: 60 * DAY });
  await old.expireEntries();
  const addresses = (await files.keys()).map(({ url }) => url);
  for (const address of addresses.filter((url) => !kept.files.includes(new URL(url).pathname))) {
    if (await old.isURLExpired(address)) await old.updateTimestamp(address); // not noted yet
  }
}

async function keepFiles() {
  const files = await caches.open('files');
  await letOldFilesGo(files);
  await files.add(kept.offline);
  for (const address of kept.files) if (!(await files.match(address))) await files.add(address);
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(keepFiles());
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const keptPage = (address) => caches.match(new URL(address, location).href.split('?')[0], { cacheName: PAGES });

async function isFresh(address) {
  const found = await keptPage(address);
  return Math.abs(Date.now() - Date.parse(found?.headers.get('date') ?? 0)) < FRESH; // a phone's clock may be behind
}

/** Whether the strategy has it now; false without a network. */
async function fetched(strategy, address, event) {
  const request = new Request(address, { credentials: 'same-origin' });
  const [response, done] = strategy.handleAll({ request, event });
  if (!(await response.then(() => true, () => false))) return false;
  await done.catch(() => {});
  return true;
}

/** One after the other: a weak line and a small server are not asked for a hundred pages at once. */
async function keepPages(addresses, event) {
  for (const address of addresses) {
    if (await isFresh(address)) continue;
    if (!(await fetched(pages, address, event))) return; // the rest waits for the next visit
  }
}

/** What stands on the kept pages: the standard's sample pictures, the draft's own photos. Sheets of one standard share them. */
async function keepPictures(addresses, event) {
  const found = new Set();
  for (const address of addresses) {
    const text = await (await keptPage(address))?.text();
    for (const [picture] of text?.matchAll(/\/photos\/[0-9a-f-]{36}\/small\//g) ?? []) found.add(picture);
  }
  for (const picture of [...found].slice(0, MOST_PICTURES)) if (!(await fetched(pictures, picture, event))) return;
}

self.addEventListener('message', (event) => {
  if (!event.data?.keep) return;
  const told = () => event.ports[0]?.postMessage('kept');
  event.waitUntil(
    keepPages(event.data.keep, event)
      .then(() => keepPictures(event.data.keep, event))
      .then(told),
  );
});
