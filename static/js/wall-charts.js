// The wall's charts: drawn when their page is shown, because a hidden one has no size; destroyed before their page is replaced.
import { paint } from './chart-kinds.js';
import { parse } from './chart-spec.js';

const drawn = new Map(); // canvas -> Chart

export function draw(page) {
  for (const canvas of page.querySelectorAll('canvas')) {
    if (drawn.has(canvas)) continue;
    const spec = { ...parse(JSON.parse(document.getElementById(canvas.dataset.figures).textContent)), onPage: true };
    drawn.set(canvas, paint(canvas, spec, 'wall'));
  }
}

export function drop() {
  drawn.forEach((chart) => chart.destroy());
  drawn.clear();
}
