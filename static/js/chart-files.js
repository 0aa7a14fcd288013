// A chart as a file: the figures as CSV, the drawing as a picture with its title on the surface's colour.
import { token } from './chart-marks.js';
import { rowsOf } from './chart-spec.js';

const MARK = '\ufeff'; // by it Excel reads the Chinese

// a cell that Excel would take for a formula is made text; figures stay figures
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function save(href, name) {
  Object.assign(document.createElement('a'), { href, download: name }).click();
}

export function saveCsv(spec) {
  const text = rowsOf(spec).map((row) => row.map(cell).join(',')).join('\r\n');
  const url = URL.createObjectURL(new Blob([MARK, text], { type: 'text/csv' }));
  save(url, `${spec.file ?? 'chart'}.csv`);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// the legend's keys have their colours from the style sheet: they are asked of it
function drawLegend(ctx, card, x, y, scale) {
  ctx.font = `400 ${13 * scale}px ${getComputedStyle(document.body).fontFamily}`;
  for (const item of card.querySelectorAll('.legend li')) {
    ctx.fillStyle = getComputedStyle(item.querySelector('.key')).backgroundColor;
    ctx.fillRect(x, y - 9 * scale, 12 * scale, 8 * scale);
    ctx.fillStyle = token('c-text-2');
    ctx.fillText(item.textContent.trim(), x + 18 * scale, y);
    x += 34 * scale + ctx.measureText(item.textContent.trim()).width;
  }
}

export function savePng(spec, card) {
  const drawn = [...card.querySelectorAll('canvas')];
  const scale = devicePixelRatio;
  const gap = 20 * scale;
  const head = 76 * scale;
  const picture = document.createElement('canvas');
  picture.width = drawn.reduce((sum, one) => sum + one.width + gap, gap);
  picture.height = Math.max(...drawn.map((one) => one.height)) + head + gap;
  const ctx = picture.getContext('2d');
  ctx.fillStyle = token('c-surface');
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.fillStyle = token('c-text');
  ctx.font = `600 ${16 * scale}px ${getComputedStyle(document.body).fontFamily}`;
  const title = card.querySelector('h2').textContent;
  ctx.fillText(title, gap, 34 * scale);
  const beside = gap + ctx.measureText(title).width + 12 * scale;
  ctx.font = `400 ${13 * scale}px ${getComputedStyle(document.body).fontFamily}`;
  ctx.fillStyle = token('c-text-3');
  ctx.fillText(card.querySelector('.panel__note')?.textContent ?? '', beside, 34 * scale); // the unit
  drawLegend(ctx, card, gap, 60 * scale, scale);
  let x = gap;
  for (const one of drawn) {
    ctx.drawImage(one, x, head);
    x += one.width + gap;
  }
  save(picture.toDataURL('image/png'), `${spec.file ?? 'chart'}.png`);
}
