// The phone's own position, if its owner allows it: only when the button is pressed, and only where the browser can.

const PLACES = 6; // a tenth of a metre

/** say: the word of a key, with a figure. onChange: called when there is a position. */
export function locate(form, say, onChange = () => {}) {
  const button = form.querySelector('[data-locate]');
  if (!button || !navigator.geolocation || !isSecureContext) return;
  const status = form.querySelector('[data-located]');
  button.hidden = false;

  const found = ({ coords }) => {
    button.disabled = false;
    form.elements.position.value = `${coords.latitude.toFixed(PLACES)},${coords.longitude.toFixed(PLACES)}`;
    status.textContent = say('located', Math.ceil(coords.accuracy));
    onChange();
  };
  const failed = () => {
    button.disabled = false;
    status.textContent = say('not_located');
  };
  button.addEventListener('click', () => {
    button.disabled = true;
    status.textContent = say('locating');
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 });
  });
}
