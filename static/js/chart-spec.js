// What a chart is made of: one JSON object, from which the chart, its table and its CSV are made, so they can't disagree.
//
// {"kind": "lines" | "rank-bars" | "rank-range" | "plan",
//  "file": "name of a downloaded file", "labelTitle": "what the labels are", "unit": "分", "digits": 2,
//  "min": 88, "max": 96, "step": 2,                          the value axis; bars start from zero whatever min says
//  "labels": ["…"] or [["first line", "second line"], …],   "shortLabels": the same for a phone
//  "series": [{"name": "2026年", "role": "own" | "last" | "other" | "plan" | "s1"…, "data": [91.46, "92.80", null]}],
//  "rank": [1, null, …], "range": [[1, 2], null, …], "places": 11,   rank and rank interval of each label; null: not ranked
//  "own": 0,                                                index of our own unit
//  "partial": 10}                                           index of the month that isn't over (kind 'plan')
//
// Figures may come as strings (they are exact decimals on the server); null is a gap.
import { word } from './words.js';

const number = (value) => (value === null || value === undefined || value === '' ? null : Number(value));

export function parse(raw) {
  return {
    digits: 2,
    labels: [],
    ...raw,
    series: (raw.series ?? []).map((one) => ({ ...one, data: (one.data ?? []).map(number) })),
    min: number(raw.min) ?? undefined,
    max: number(raw.max) ?? undefined,
    step: number(raw.step) ?? undefined,
  };
}

/** Fetches the figures of a chart card. Rejects when they can't be had. */
export async function load(url) {
  const answer = await fetch(url, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
  if (!answer.ok || !answer.headers.get('Content-Type')?.includes('json')) throw new Error(`figures: ${answer.status}`);
  return parse(await answer.json());
}

export const show = (value, digits) => (value === null || value === undefined ? '—' : Number(value).toFixed(digits));

/** Head and rows of the table; the first cell of each row names it. */
export function rowsOf(spec) {
  const titled = (one) => (one.unit || spec.unit ? `${one.name}（${one.unit || spec.unit}）` : one.name);
  const head = [spec.labelTitle ?? '', ...spec.series.map(titled)];
  if (spec.rank) head.push(word('rank'));
  if (spec.range) head.push(word('rank_interval'));
  const rows = spec.labels.map((label, i) => {
    const cells = [[label].flat().join(' '), ...spec.series.map((one) => show(one.data[i], one.digits ?? spec.digits))];
    if (spec.rank) cells.push(String(spec.rank[i] ?? word('not_ranked')));
    if (spec.range) cells.push(spec.range[i] ? spec.range[i].join('–') : '—');
    return cells;
  });
  return [head, ...rows];
}
