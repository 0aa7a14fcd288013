// Sends a form and says how far it got. The page stays, so whatever goes wrong, nothing is lost; the form's ticket makes sure
// that what is sent again is still one report.

const PATIENCE = 120_000; // ms without an answer

/** Resolves with {status, body}; body is the JSON of the answer, {} where it has none; status 0 is no answer at all. */
function post(address, data, onProgress) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.timeout = PATIENCE;
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onloadend = () => {
      let body = {};
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // an error page, or no answer: the status says enough
      }
      done({ status: request.status, body });
    };
    request.send(data);
  });
}

/** A new token against forgery, from the same page; '' without an answer. */
async function freshToken() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    return page.querySelector('form[data-resident-form] [name=csrfmiddlewaretoken]')?.value ?? '';
  } catch {
    return '';
  }
}

/** Sends `data`; where only the page's token had run out, once more with a new one. */
export async function send(address, data, onProgress) {
  const first = await post(address, data, onProgress);
  if (first.status !== 403) return first;
  const token = await freshToken();
  if (!token) return first;
  data.set('csrfmiddlewaretoken', token);
  return post(address, data, onProgress);
}
