// The bar for several tasks at once (form[data-batch]): says how many rows are ticked, and ticks all of the page.
const form = document.querySelector('form[data-batch]');
const all = document.querySelector('[data-batch-all]');

if (form && all) {
  const ticks = [...document.querySelectorAll(`input[type=checkbox][form="${form.id}"]`)];
  const words = form.querySelector('[data-batch-words]');
  const invitation = words.textContent;

  const show = () => {
    const n = ticks.filter((tick) => tick.checked).length;
    words.textContent = n ? form.dataset.ticked.replace('{n}', n) : invitation;
    form.classList.toggle('batch--on', n > 0);
    all.checked = n > 0 && n === ticks.length;
    all.indeterminate = n > 0 && n < ticks.length;
  };
  all.addEventListener('change', () => {
    for (const tick of ticks) tick.checked = all.checked;
    show();
  });
  for (const tick of ticks) tick.addEventListener('change', show);
  addEventListener('pageshow', show); // the browser may have kept what was ticked
  show();
}
