// One more row in a formset: a copy of its pattern, numbered on. Django counts the rows in TOTAL_FORMS.

for (const formset of document.querySelectorAll('[data-formset]:not([data-started])')) {
  formset.setAttribute('data-started', '');
  const total = formset.querySelector(`[name="${formset.dataset.formset}-TOTAL_FORMS"]`);
  const pattern = formset.querySelector('template');
  formset.querySelector('[data-add-row]').addEventListener('click', () => {
    const row = document.createElement('template');
    row.innerHTML = pattern.innerHTML.replaceAll('__prefix__', total.value);
    total.value = Number(total.value) + 1;
    formset.querySelector('[data-rows]').append(row.content);
    formset.querySelector('[data-row]:last-child :is(input, select, textarea):not([type="hidden"])').focus();
  });
}
