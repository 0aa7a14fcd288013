// The wall's figures anew: what came, or why nothing came. Never throws, never follows a redirect, never waits for ever.
const PATIENCE = 30_000;

/** {fresh: element} or {trouble: 'network' | 'server' | 'signed_out'}. Something else than the wall's pages (a portal's) is no answer. */
export async function ask(url) {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), PATIENCE);
  try {
    const answer = await fetch(url, { redirect: 'manual', cache: 'no-store', credentials: 'same-origin', signal: over.signal });
    if (answer.type === 'opaqueredirect' || answer.status === 403) return { trouble: 'signed_out' };
    if (!answer.ok) return { trouble: 'server' };
    const fresh = read(await answer.text());
    return fresh ? { fresh } : { trouble: 'network' };
  } catch {
    return { trouble: 'network' };
  } finally {
    clearTimeout(timer);
  }
}

function read(html) {
  const found = new DOMParser().parseFromString(html, 'text/html').querySelector('.wall__figures');
  return found && document.adoptNode(found);
}
