// What Chart.js doesn't draw by itself: figures at the marks, the plan across a bar, rank intervals. Nobody has to hover.
import { show } from './chart-spec.js';
import { word } from './words.js';

export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
export const colour = (role) => token(`chart-${role}`) || token(role);

const family = (chart) => chart.options.font.family;
const ground = (spec) => token(spec.onPage ? 'c-page' : 'c-surface');

function atLine(ctx, mark, text, { spec, size }, dataset, index, value, bottom) {
  ctx.textAlign = 'center';
  const other = spec.series.find((one, k) => k !== dataset.seriesAt && one.role !== 'plan');
  const below = other && other.data[index] !== null && other.data[index] > value;
  const away = size.dot + size.label * 0.95;
  const y = mark.y + (below && mark.y + away < bottom ? away : -away);
  ctx.strokeStyle = ground(spec); // a rim, so that a line behind the figure doesn't cross it
  ctx.lineWidth = size.label / 2.6;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, mark.x, y);
  ctx.fillText(text, mark.x, y);
}

/** Where the figures of a line would run into one another: which of them are written. The last, the highest, the lowest, the first. */
function written(data, marks, width) {
  const known = data.map((_value, index) => index).filter((index) => data[index] !== null && data[index] !== undefined);
  const room = marks.length > 1 ? marks[1].x - marks[0].x : Infinity;
  if (room >= width) return new Set(known);
  const by = (sign) => [...known].sort((a, b) => sign * (data[b] - data[a]))[0];
  const kept = [];
  for (const index of [known.at(-1), by(1), by(-1), known[0]]) {
    if (kept.every((other) => Math.abs(other - index) * room >= width)) kept.push(index);
  }
  return new Set(kept);
}

export const valueLabels = {
  id: 'valueLabels',
  afterDatasetsDraw(chart, _args, options) {
    const { ctx } = chart;
    const { spec, size } = options;
    ctx.save();
    ctx.textBaseline = 'middle';
    chart.data.datasets.forEach((dataset, at) => {
      const { data } = spec.series[dataset.seriesAt];
      const marks = chart.getDatasetMeta(at).data;
      ctx.font = `600 ${size.label}px ${family(chart)}`;
      const shown = dataset.type === 'bar' ? null : written(data, marks, ctx.measureText(show(100, spec.digits)).width);
      marks.forEach((mark, index) => {
        const value = data[index];
        if (value === null || value === undefined || (shown && !shown.has(index))) return;
        const strong = dataset.strong === true || dataset.strong === index;
        const height = dataset.small ? size.label - 1 : size.label;
        ctx.font = `${strong ? 600 : 400} ${height}px ${family(chart)}`;
        ctx.fillStyle = token(strong ? 'c-text' : 'chart-label');
        const text = show(value, spec.digits);
        if (dataset.type === 'bar') {
          ctx.textAlign = 'left';
          ctx.fillText(text, mark.x + size.pad, mark.y);
        } else atLine(ctx, mark, text, options, dataset, index, value, chart.chartArea.bottom);
      });
    });
    ctx.restore();
  },
};

// the plan is a mark across the bar, not a second bar
export const planMarks = {
  id: 'planMarks',
  afterDatasetsDraw(chart, _args, { spec, size }) {
    const plan = spec.series.find((one) => one.role === 'plan');
    if (!plan) return;
    const { ctx, scales } = chart;
    ctx.save();
    ctx.textAlign = 'center';
    ctx.font = `400 ${size.tick}px ${family(chart)}`;
    plan.data.forEach((value, index) => {
      if (value === null) return;
      const y = scales.y.getPixelForValue(value);
      const half = Math.min(scales.x.width / plan.data.length / 2.6, 40);
      const { x } = chart.getDatasetMeta(0).data[index];
      ctx.fillStyle = token('chart-plan');
      ctx.fillRect(x - half, y - 1.5, half * 2, 3);
      ctx.fillStyle = token('chart-axis');
      ctx.fillText(show(value, 0), x, y - 9);
    });
    ctx.restore();
  },
};

// the figure stands inside the bar's head, where a plan mark may cross its top
export const insideLabels = {
  id: 'insideLabels',
  afterDatasetsDraw(chart, _args, { spec }) {
    const { ctx, scales } = chart;
    const plan = spec.series.find((one) => one.role === 'plan');
    ctx.save();
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.font = `600 13px ${family(chart)}`;
    chart.getDatasetMeta(0).data.forEach((bar, index) => {
      const value = spec.series[0].data[index];
      if (value === null) return;
      const tall = scales.y.getPixelForValue(0) - bar.y > 26;
      const top = scales.y.getPixelForValue(Math.max(plan?.data[index] ?? 0, value)) - 26;
      ctx.fillStyle = token(tall && index !== spec.partial ? 'c-on-brand' : 'c-text');
      ctx.fillText(show(value, 0), bar.x, tall ? bar.y + 14 : top);
    });
    ctx.restore();
  },
};

function whiskerOf(ctx, x, y, [low, high], tone) {
  ctx.strokeStyle = token(tone);
  ctx.lineWidth = 3;
  ctx.beginPath();
  ctx.moveTo(x(low), y);
  ctx.lineTo(x(high), y);
  for (const end of [low, high]) {
    ctx.moveTo(x(end), y - 5);
    ctx.lineTo(x(end), y + 5);
  }
  ctx.stroke();
}

// rank interval: a whisker with end caps, the official rank as the dot on it
export const rankWhiskers = {
  id: 'rankWhiskers',
  afterDatasetsDraw(chart, _args, { spec }) {
    const { ctx, scales } = chart;
    const x = (rank) => scales.x.getPixelForValue(rank);
    ctx.save();
    spec.labels.forEach((_label, index) => {
      const y = scales.y.getPixelForValue(index);
      const own = index === spec.own;
      const rank = spec.rank?.[index] ?? null;
      const range = spec.range?.[index];
      if (rank === null) {
        ctx.fillStyle = token('chart-axis');
        ctx.font = `400 12px ${family(chart)}`;
        ctx.textBaseline = 'middle';
        ctx.fillText(word('too_few_points'), x(1), y);
        return;
      }
      if (range) whiskerOf(ctx, x, y, range, own ? 'chart-own' : 'chart-last');
      ctx.beginPath();
      ctx.arc(x(rank), y, 5, 0, 7);
      ctx.fillStyle = token(own ? 'chart-own' : 'c-surface');
      ctx.strokeStyle = token(own ? 'chart-own' : 'c-text-2');
      ctx.lineWidth = 2.5;
      ctx.fill();
      ctx.stroke();
    });
    ctx.restore();
  },
};
