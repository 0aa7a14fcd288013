// A round under way: every half minute the figures of the visits are asked for anew, while the page is looked at.
const panel = document.querySelector('[data-live]');
const EVERY = 30000;

function show(news) {
  panel.querySelector('[data-live-sum]').textContent = panel.dataset.words
    .replace('{visited}', news.visited)
    .replace('{assigned}', news.assigned);
  for (const kind of news.kinds) {
    const row = [...panel.querySelectorAll('[data-kind]')].find((one) => one.dataset.kind === kind.kind);
    if (!row) return location.reload(); // points of another kind were assigned meanwhile
    row.querySelector('.num').textContent = `${kind.visited} / ${kind.assigned}`;
    row.querySelector('.bar__own').setAttribute('width', `${kind.percent}%`);
  }
}

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(panel.dataset.live, { headers: { Accept: 'application/json' } });
    if (answer.ok && !answer.redirected) show(await answer.json());
  } catch {
    // no network: the figures stay, the next turn asks again
  }
}

if (panel) setInterval(ask, EVERY);
