// Buttons beside a number field: one more, one less. Below 0 only by typing: a minus sign is a correction.
for (const box of document.querySelectorAll('[data-stepper]')) {
  const field = box.querySelector('input');
  for (const button of box.querySelectorAll('[data-step]')) {
    button.addEventListener('click', () => {
      field.value = Math.max(0, Number(field.value) + Number(button.dataset.step));
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
}
