// Menus are <details>: they open without a script. Here they close on a click outside and on Escape.
const open = () => document.querySelectorAll('details.menu[open]');

export function start() {
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
