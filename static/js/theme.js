// Light and dark: the switch, following the system, and ink on white while printing. Tells charts by the event 'themechange'.
import { word } from './words.js';

const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');
const chosen = () => /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
const locked = root.dataset.lockTheme !== undefined;

function show(theme) {
  if (root.dataset.bsTheme === theme) return;
  root.dataset.bsTheme = theme;
  name();
  document.dispatchEvent(new Event('themechange'));
}

// the button says what it would do, and shows it
function name() {
  const dark = root.dataset.bsTheme === 'dark';
  for (const button of document.querySelectorAll('[data-theme-switch]')) {
    button.setAttribute('aria-label', word(dark ? 'theme_light' : 'theme_dark'));
    const use = button.querySelector('use');
    use.setAttribute('href', use.getAttribute('href').replace(/#.*/, dark ? '#sun' : '#moon'));
  }
}

function choose(theme) {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `theme=${theme}; path=/; max-age=31536000; SameSite=Lax${secure}`;
  show(theme);
}

export function start() {
  name();
  for (const button of document.querySelectorAll('[data-theme-switch]')) {
    button.addEventListener('click', () => choose(root.dataset.bsTheme === 'dark' ? 'light' : 'dark'));
  }
  system.addEventListener('change', () => chosen() || locked || show(system.matches ? 'dark' : 'light'));
  let before;
  addEventListener('beforeprint', () => {
    before = root.dataset.bsTheme;
    show('light');
  });
  addEventListener('afterprint', () => before && show(before));
}
