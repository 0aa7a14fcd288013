// The wall (templates/dashboards/screen.html): it runs for weeks without being reloaded. Once a second it looks at the clock and
// turns its page when the time has come; every few minutes it takes the figures anew. Without an answer it keeps the last ones,
// says how old they are, and tries again by itself. It never grows: charts of pages that are replaced are destroyed before.
import { draw, drop } from './wall-charts.js';
import { ask } from './wall-figures.js';
import { dated, dayAndTime, setClock } from './wall-clock.js';

const wall = document.querySelector('.wall');
const main = wall.querySelector('main');
const find = (name) => wall.querySelector(`[data-${name}]`);
const TURN = Number(wall.dataset.turn);
const EVERY = Number(wall.dataset.refresh) * 1000;
const AGAIN = Math.min(EVERY, 30_000); // until the next try when there was no answer

const buttons = [...wall.querySelectorAll('[data-go]')];
let at = Math.max(0, buttons.findIndex((button) => button.dataset.go === location.hash.slice(1)));
let left = TURN;
let paused = false;
let refreshes = 0;

const pageOf = (button) => main.querySelector(`[data-page="${button.dataset.go}"]`);

function show() {
  buttons.forEach((button, index) => {
    button.toggleAttribute('aria-current', index === at);
    if (index === at) button.setAttribute('aria-current', 'true');
    pageOf(button).classList.toggle('is-on', index === at);
  });
  draw(pageOf(buttons[at]));
}

function go(index) {
  at = (index + buttons.length) % buttons.length;
  left = TURN;
  show();
  count();
}

function count() {
  const next = find('next');
  next.textContent = paused ? next.dataset.paused : next.dataset.turning.replace('{n}', left);
}

function pause() {
  paused = !paused;
  left = TURN;
  find('pause').setAttribute('aria-pressed', String(paused));
  count();
}

function tick() {
  find('clock').textContent = dayAndTime();
  if (paused) return;
  left -= 1;
  if (left > 0) count();
  else go(at + 1);
}

/** Says how old the figures are, and why they are not newer ('' when they are fresh). */
function say(trouble) {
  const asOf = dated(main.firstElementChild.dataset.asOf);
  for (const line of wall.querySelectorAll('[data-say]')) {
    line.words ??= line.firstChild.textContent;
    line.firstChild.textContent = line.words.replace('{time}', asOf);
    line.hidden = line.dataset.say !== (trouble || 'fresh');
  }
  wall.classList.toggle('is-old', Boolean(trouble));
  const told = trouble ? wall.querySelector(`[data-say="${trouble}"]`).textContent.trim() : '';
  if (find('trouble').textContent !== told) find('trouble').textContent = told; // read aloud once, not at every try
}

function replace(fresh) {
  const focused = main.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  drop();
  main.replaceChildren(fresh);
  show();
  if (focused) main.querySelector(`.is-on [href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

async function refresh() {
  const { fresh, trouble } = await ask(wall.dataset.url);
  if (fresh) {
    if (fresh.dataset.release !== main.firstElementChild.dataset.release) return location.reload(); // the server is there: it has just answered
    setClock(fresh.dataset.asOf);
    replace(fresh);
  }
  say(trouble);
  refreshes += 1;
  wall.dataset.refreshes = refreshes;
  plan(trouble ? AGAIN : EVERY);
}

let planned;
function plan(milliseconds) {
  clearTimeout(planned);
  planned = setTimeout(refresh, milliseconds);
}

const KEYS = { ArrowRight: () => go(at + 1), PageDown: () => go(at + 1), ArrowLeft: () => go(at - 1), PageUp: () => go(at - 1) };

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const number = Number(event.key);
  if (KEYS[event.key]) KEYS[event.key]();
  else if (event.key === ' ' && !event.target.closest('button, a')) pause();
  else if (number >= 1 && number <= buttons.length) go(number - 1);
  else return;
  event.preventDefault();
});
buttons.forEach((button, index) => button.addEventListener('click', () => go(index)));
find('pause').addEventListener('click', pause);
addEventListener('online', () => plan(0));
let resized;
addEventListener('resize', () => {
  clearTimeout(resized);
  resized = setTimeout(() => [drop(), show()], 200);
});

setClock(main.firstElementChild.dataset.asOf);
document.fonts.ready.then(show);
show();
count();
say('');
find('clock').textContent = dayAndTime();
setInterval(tick, 1000);
plan(EVERY);
