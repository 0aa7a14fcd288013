// Talking to the server: JSON or a form, with the CSRF token. Whatever goes wrong becomes one of two errors.

/**
 * The server answered, but did not take it. errors: [{item, message}]; where: the address of the sheet, once it is handed in;
 * other: the address of a sheet of the same visit that another phone handed in; draft: the draft of this visit that was begun
 * on another phone.
 */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer?.errors?.[0]?.message ?? '');
    this.status = status;
    this.errors = answer?.errors ?? [];
    this.where = answer?.sheet_url ?? '';
    this.other = answer?.other_url ?? '';
    this.draft = answer?.draft ?? null;
  }

  get signedOut() {
    return this.status === 401;
  }

  /** Worth trying again by itself: the server is busy or being restarted. */
  get passing() {
    return this.status >= 500 || this.status === 429;
  }
}

const MOST_AFTER = 60_000; // bytes; browsers send no more than 64 KB for a page that is being left

/** No answer at all: no network, or the line broke. */
export class NoAnswer extends Error {}

// read anew each time: signing in again in another tab changes it
const cookieToken = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';

/** {user, token}: who is signed in, and a token for what they send. A worker has no cookies, a kept page an old one. */
export const freshToken = () => send('/inspections/token/', { method: 'GET', token: '' });

/** Sends and gives the answer's JSON. body: an object (sent as JSON), a FormData, or nothing. */
export async function send(url, { method = 'POST', body = null, keepalive = false, token = cookieToken() } = {}) {
  const headers = { 'X-CSRFToken': token, Accept: 'application/json' };
  const isForm = body instanceof FormData;
  if (body && !isForm) headers['Content-Type'] = 'application/json';
  const content = body && !isForm ? JSON.stringify(body) : body;
  let response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: content,
      keepalive: keepalive && new Blob([content]).size < MOST_AFTER,
      credentials: 'same-origin',
      redirect: 'manual', // a redirect is never an answer to us: it would be the login page
    });
  } catch {
    throw new NoAnswer();
  }
  if (response.type === 'opaqueredirect') throw new Refused(401, null);
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, answer);
  if (!answer) throw new NoAnswer(); // a captive portal answers 200 with a page of its own
  return answer;
}
