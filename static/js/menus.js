// Menus are <details>: they open without a script. Here they close on a click outside and on Escape.
const open = () => document.querySelectorAll('details.menu[open]');

export function start() {
  // the places at the side are longer than a screen: the one that is open stands in view
  const here = document.querySelector('.nav-side [aria-current]');
  const places = here?.closest('nav');
  if (places) places.scrollTop = here.offsetTop - places.offsetTop - places.clientHeight / 2;
  addEventListener('click', (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.removeAttribute('open');
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of open()) {
      menu.removeAttribute('open');
      if (menu.contains(document.activeElement)) menu.querySelector('summary').focus();
    }
  });
}
