// In the head, before anything is drawn, so that no page flashes in the other theme. A plain script, not a module: it must
// not wait. A theme that was chosen stands in the cookie 'theme' and is already in the page; otherwise the system decides.
(function () {
  var root = document.documentElement;
  root.setAttribute('data-js', '');
  if (root.hasAttribute('data-bs-theme')) return;
  var chosen = /(?:^|; )theme=(light|dark)/.exec(document.cookie);
  var dark = window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches;
  root.setAttribute('data-bs-theme', chosen ? chosen[1] : dark ? 'dark' : 'light');
})();
