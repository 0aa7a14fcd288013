// A field for handwriting: <div data-signature> with a <canvas>, a button data-clear, and a hidden input that takes the picture.
// Without this script the field stays hidden, and the name is typed instead.
import SignaturePad from '../vendor/signature_pad/signature_pad.min.js';

const WHITE = 'rgb(255, 255, 255)'; // paper and ink are the same in both themes
const INK = 'rgb(20, 24, 28)';

function start(box) {
  const canvas = box.querySelector('canvas');
  const form = box.closest('form');
  const field = form.elements[box.dataset.signature];
  const pad = new SignaturePad(canvas, { penColor: INK, backgroundColor: WHITE, minWidth: 1.2, maxWidth: 3.2 });

  // a canvas counts in the screen's own pixels; when it changes its size, what was written is drawn again
  const fit = () => {
    const { width, height } = canvas.getBoundingClientRect();
    const ratio = Math.min(Math.max(devicePixelRatio || 1, 1), 2);
    const written = pad.toData();
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.getContext('2d').scale(ratio, ratio);
    pad.clear();
    pad.fromData(written);
  };
  box.hidden = false;
  new ResizeObserver(fit).observe(canvas);
  const show = () => box.toggleAttribute('data-written', !pad.isEmpty());
  pad.addEventListener('endStroke', show);
  box.querySelector('[data-clear]').addEventListener('click', () => {
    pad.clear();
    show();
  });
  form.addEventListener('submit', () => {
    field.value = pad.isEmpty() ? '' : canvas.toDataURL('image/png');
  });
}

for (const box of document.querySelectorAll('[data-signature]')) start(box);
