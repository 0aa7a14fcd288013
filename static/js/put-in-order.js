// Sections, items and words of a dictionary are dragged by their handle; the buttons beside it do the same with the keyboard and without scripts.

const form = document.getElementById('order');
const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;

// After a step by a button the page comes anew: its button has the focus again, or the other one where it can go no further.
const moved = new URLSearchParams(location.search).get('moved');
const button = moved && document.querySelector(`button[name="move"][value="${CSS.escape(moved)}"]`);
const next = button?.disabled ? button.parentElement.querySelector('button:not(:disabled)') : button;
// only once the browser has gone to the address's fragment: that takes the focus away
if (document.readyState === 'complete') next?.focus();
else addEventListener('load', () => setTimeout(() => next?.focus(), 0));

const rowsOf = (list) => [...list.children].filter((row) => row.dataset.key);

// data-before, data-after: the list goes on on another page
function markEnds(list) {
  const rows = rowsOf(list);
  rows.forEach((row, at) => {
    const [up, down] = row.querySelectorAll(':scope button[name="move"]');
    up.disabled = at === 0 && !('before' in list.dataset);
    down.disabled = at === rows.length - 1 && !('after' in list.dataset);
  });
}

async function send(list) {
  const body = new URLSearchParams({ kind: list.dataset.order, keys: rowsOf(list).map((row) => row.dataset.key).join(',') });
  const answer = await fetch(form.action, { method: 'POST', body, headers: { 'X-CSRFToken': token } }).catch(() => null);
  // refused, or no network: the page comes anew and shows how things really stand
  if (answer?.ok) markEnds(list);
  else location.reload();
}

for (const list of document.querySelectorAll('[data-order]')) {
  Sortable.create(list, {
    handle: '[data-handle]',
    draggable: '[data-key]',
    animation: 120,
    ghostClass: 'is-dragged',
    onEnd: (event) => {
      if (event.oldIndex !== event.newIndex) send(list);
    },
  });
}
