// The four kinds of chart as Chart.js draws them; the library comes with this module. Bars from zero, rank bars horizontal and
// sorted by the server; lines may start higher (the card says so). Ours in teal, last year in sand, all others grey; who isn't
// ranked is hollow.
import { Chart } from '../vendor/chartjs/chart.min.js';
import { colour, insideLabels, planMarks, rankWhiskers, token, valueLabels } from './chart-marks.js';

const SIZES = {
  desk: { tick: 12, label: 13, line: 2.5, dot: 4, pad: 8 },
  wall: { tick: 22, label: 26, line: 5, dot: 8, pad: 16 }, // at 1920 pixels, where a rem is 16: it grows with the screen
};

function sizeOf(name) {
  const scale = name === 'wall' ? parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 : 1;
  return Object.fromEntries(Object.entries(SIZES[name]).map(([part, pixels]) => [part, pixels * scale]));
}

/** What all kinds share: font, ticks, grid and options in the colours of the present theme. */
function common(spec, size) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: size.tick };
  const options = {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    font,
    interaction: { mode: 'index', intersect: false },
    plugins: {
      tooltip: { titleFont: { ...font, size: 13 }, bodyFont: { ...font, size: 13 } },
      valueLabels: { spec, size },
      planMarks: { spec, size },
      insideLabels: { spec },
      rankWhiskers: { spec },
    },
  };
  return {
    font,
    options,
    ticks: { color: token('chart-axis'), font },
    grid: { color: token('chart-grid'), drawTicks: false },
    names: { color: token('chart-label'), font, padding: 6, autoSkip: false, maxRotation: 0 },
  };
}

function lines(spec, size) {
  const { options, ticks, grid, names } = common(spec, size);
  const surface = token(spec.onPage ? 'c-page' : 'c-surface');
  const datasets = spec.series.map((one, seriesAt) => {
    const own = one.role === 'own';
    return {
      label: one.name,
      data: one.data,
      seriesAt,
      strong: own,
      order: own ? 0 : 1,
      borderColor: colour(one.role),
      backgroundColor: own ? colour(one.role) : surface,
      borderWidth: own ? size.line + 0.5 : size.line,
      pointRadius: size.dot,
      pointBorderWidth: size.line - 0.5,
      pointHoverRadius: size.dot + 1,
      tension: 0,
      clip: false,
    };
  });
  return {
    type: 'line',
    plugins: [valueLabels],
    data: { labels: spec.labels, datasets },
    options: {
      ...options,
      layout: { padding: { top: size.label * 1.4, right: size.label * 2, left: 0 } },
      scales: {
        x: { grid: { display: false }, border: { color: token('c-line') }, offset: true, ticks: names },
        y: {
          min: spec.min,
          max: spec.max,
          grace: spec.min === undefined ? '10%' : 0,
          grid,
          border: { display: false },
          ticks: { ...ticks, stepSize: spec.step, padding: 8, callback: (value) => value },
        },
      },
    },
  };
}

function barsOf(spec) {
  const unranked = (index) => Boolean(spec.rank) && (spec.rank[index] ?? null) === null;
  const several = spec.series.length > 1;
  return spec.series.map((one, seriesAt) => ({
    type: 'bar',
    label: one.name,
    data: one.data,
    seriesAt,
    strong: seriesAt === 0 ? spec.own : undefined,
    small: several,
    borderRadius: 2,
    ...(several ? { categoryPercentage: 0.76, barPercentage: 0.86 } : { barThickness: 16 }),
    backgroundColor: spec.labels.map((_label, index) => {
      if (unranked(index)) return token('c-surface');
      if (one.role === 'own' || !one.role) return colour(index === spec.own ? 'own' : 'other');
      return colour(one.role);
    }),
    borderColor: colour('last'),
    borderWidth: spec.labels.map((_label, index) => (unranked(index) ? 1 : 0)),
  }));
}

/** The y axis of a chart with a name at each row, our own in bold. */
function rows(spec, font, callback) {
  return {
    grid: { display: false },
    border: { color: token('c-line') },
    ticks: {
      font: (c) => ({ ...font, size: 13, weight: c.index === spec.own ? 600 : 400 }),
      color: (c) => token(c.index === spec.own ? 'c-text' : 'chart-label'),
      autoSkip: false,
      padding: 8,
      ...(callback ? { callback } : {}),
    },
  };
}

function rankBars(spec, size) {
  const { font, options, ticks, grid } = common(spec, size);
  const value = { min: 0, max: spec.max ?? 100, grid, border: { display: false }, ticks: { ...ticks, stepSize: spec.step ?? 20, maxRotation: 0, callback: (at) => at } };
  return {
    type: 'bar',
    plugins: [valueLabels],
    data: { labels: spec.labels, datasets: barsOf(spec) },
    options: {
      ...options,
      indexAxis: 'y',
      layout: { autoPadding: false, padding: { top: 4, right: 56 } },
      scales: { x: value, y: rows(spec, font) },
    },
  };
}

function rankRange(spec, size) {
  const { font, options, ticks, grid } = common(spec, size);
  const places = Array.from({ length: spec.places }, (_, index) => ({ value: index + 1 }));
  const beside = !spec.alone && innerWidth >= 768; // then the names stand left of the bars
  const value = {
    min: 0.5,
    max: spec.places + 0.5,
    grid,
    border: { display: false },
    afterBuildTicks: (axis) => (axis.ticks = places.filter((_, i) => spec.places <= 15 || i % 5 === 0)),
    ticks: { ...ticks, autoSkip: false, maxRotation: 0, callback: (rank) => `${rank}` },
  };
  return {
    type: 'bar',
    plugins: [rankWhiskers],
    data: { labels: spec.labels, datasets: [{ data: spec.labels.map(() => 0), backgroundColor: 'transparent' }] },
    options: {
      ...options,
      indexAxis: 'y',
      plugins: { ...options.plugins, tooltip: { enabled: false } },
      layout: { autoPadding: false, padding: { top: 4, right: 12 } },
      scales: { x: value, y: rows(spec, font, (_value, index) => (beside ? ' ' : spec.labels[index])) },
    },
  };
}

function plan(spec, size) {
  const { options, ticks, grid, names } = common(spec, size);
  const [actual] = spec.series;
  const bars = {
    type: 'bar',
    label: actual.name,
    data: actual.data,
    borderRadius: 2,
    maxBarThickness: 44,
    backgroundColor: spec.labels.map((_label, index) => colour(index === spec.partial ? 'own-soft' : 'own')),
  };
  const value = { ...ticks, stepSize: 20, padding: 8, callback: (percent) => `${percent}%` };
  return {
    type: 'bar',
    plugins: [planMarks, insideLabels],
    data: { labels: spec.labels, datasets: [bars] },
    options: {
      ...options,
      layout: { padding: { top: 18 } },
      scales: {
        x: { grid: { display: false }, border: { color: token('c-line') }, ticks: { ...names, autoSkip: true, autoSkipPadding: 4 } },
        y: { min: 0, max: 100, grid, border: { display: false }, ticks: value },
      },
    },
  };
}

const KINDS = { lines, 'rank-bars': rankBars, 'rank-range': rankRange, plan };

/** Draws on this canvas; `kind` and the rest as chart-spec.js says, `size` is 'desk' or 'wall'. Gives what can `resize` and `destroy`. */
export const paint = (canvas, spec, size = 'desk') => new Chart(canvas, KINDS[spec.kind](spec, sizeOf(size)));
