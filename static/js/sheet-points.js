// Exact points. A number is a whole number of millionths (BigInt), so no float touches a score.
// The rules are those of inspections/scoring.py; the server's own figure is the one that counts.

const ONE = 1_000_000n;

/** '8.5' -> 8500000n; null for anything that is not a plain decimal number of at most six places. */
export function parse(text) {
  const parts = /^(\d{1,9})(?:\.(\d{0,6}))?$/.exec(String(text ?? '').trim());
  return parts ? BigInt(parts[1]) * ONE + BigInt((parts[2] ?? '').padEnd(6, '0')) : null;
}

/** n / d as a whole number, half up; both are 0 or more. */
const rounded = (n, d) => (2n * n + d) / (2n * d);

/** Millionths as text with so many places, half up: show(8500000n, 1) is '8.5'. */
export function show(units, places = 2) {
  const steps = rounded(units * 10n ** BigInt(places), ONE).toString().padStart(places + 1, '0');
  return places ? `${steps.slice(0, -places)}.${steps.slice(-places)}` : steps;
}

/** The same, without zeros at the end: 8500000n is '8.5', 10000000n is '10'. */
export function brief(units) {
  return show(units, 6).replace(/\.?0+$/, '');
}

const least = (a, b) => (a < b ? a : b);
const most = (a, b) => (a > b ? a : b);

const WORTH = {
  deduct: (item, entry) => (entry.count === null ? null : most(0n, item.max - BigInt(entry.count) * item.each)),
  grade: (item, entry) => (entry.grade === null ? null : (item.max * item.shares.get(entry.grade)) / ONE),
  pass_fail: (item, entry) => (entry.passed === null ? null : entry.passed ? item.max : 0n),
  direct: (item, entry) => parse(entry.points),
  bonus: (item, entry) => parse(entry.points),
};

/** What an entry earns: millionths; null while the item is not judged, or does not apply. */
export function award(item, entry) {
  return entry === null || entry.not_applicable ? null : WORTH[item.method](item, entry);
}

/**
 * The running score of a sheet over the items judged so far.
 * sections: [{lossCap, bonusCap, items: [{method, max, points, capsSheet}]}], points as `award` gives them.
 * caps: {bonus, veto}. All in millionths, null where there is no cap.
 * Gives {score, lost}: score null while nothing counts.
 */
export function running(sections, caps) {
  let awarded = 0n;
  let maximum = 0n;
  let bonus = 0n;
  let capped = false;
  for (const section of sections) {
    const own = sectionSums(section);
    awarded += own.awarded;
    maximum += own.maximum;
    bonus += own.bonus;
    capped ||= own.capped;
  }
  if (maximum === 0n) return { score: null, lost: 0n };
  if (caps.bonus !== null) bonus = least(bonus, caps.bonus);
  let score = least(100n * ONE, rounded(100n * ONE * (awarded + bonus), maximum));
  if (capped) score = least(score, caps.veto);
  return { score, lost: maximum - awarded };
}

function sectionSums(section) {
  const sums = { awarded: 0n, maximum: 0n, bonus: 0n, capped: false };
  for (const item of section.items) {
    if (item.points === null) continue;
    if (item.method === 'bonus') {
      sums.bonus += item.points;
      continue;
    }
    sums.awarded += item.points;
    sums.maximum += item.max;
    sums.capped ||= item.capsSheet;
  }
  if (section.lossCap !== null) sums.awarded = most(sums.awarded, sums.maximum - section.lossCap);
  if (section.bonusCap !== null) sums.bonus = least(sums.bonus, section.bonusCap);
  return sums;
}
