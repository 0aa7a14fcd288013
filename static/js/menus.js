// Menus are <details>: they open without a script. Here they close on a click outside and on Escape.
const open = () => document.querySelectorAll('details.menu[open]');

export function start() {
  // the side navigation is longer than a screen: where one is stands in view
  const here = document.querySelector('.nav-side [aria-current]');
  if (here?.offsetTop > innerHeight - 80) here.closest('.nav-side').scrollTop = here.offsetTop - innerHeight / 2;
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
