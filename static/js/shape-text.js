// A point, a line or an area as rows of 'latitude, longitude' (core/maps/shapes.py says what they mean), and how long or large it is.
// Corners are [latitude, longitude]. A shape is {kind, corners}, or {kind, fixed: GeoJSON} where it has several parts or holes.

const PLACES = 6; // a tenth of a metre
const KINDS = { Point: 'point', LineString: 'line', MultiLineString: 'line', Polygon: 'area', MultiPolygon: 'area' };
const EARTH = 6_371_008.8; // m
const radians = (degrees) => (degrees * Math.PI) / 180;
const same = (one, other) => one[0] === other[0] && one[1] === other[1];

export const row = ([latitude, longitude]) => `${latitude.toFixed(PLACES)}, ${longitude.toFixed(PLACES)}`;

/** The rows of a shape; an area ends with the row with which it began. */
export function write({ kind, corners }) {
  const closed = kind === 'area' && corners.length > 2 ? [...corners, corners[0]] : corners;
  return closed.map(row).join('\n');
}

/** The shape of a text, null where it is none (yet). */
export function read(text, kinds) {
  const trimmed = text.normalize('NFKC').trim(); // wide digits and commas of an input method
  if (!trimmed) return { kind: '', corners: [] };
  if (trimmed.startsWith('{')) return readGeoJson(trimmed, kinds);
  const corners = trimmed.split('\n').filter((line) => line.trim()).map((line) => line.trim().split(/\s*[,;、\s]\s*/).map(Number));
  if (!corners.every(isPlace)) return null;
  const closes = corners.length > 3 && same(corners[0], corners.at(-1));
  if (kinds.includes('area') && closes) return { kind: 'area', corners: corners.slice(0, -1) };
  if (kinds.length === 1) return { kind: kinds[0], corners };
  return { kind: corners.length === 1 && kinds.includes('point') ? 'point' : 'line', corners };
}

const isPlace = (corner) => corner.length === 2 && Math.abs(corner[0]) <= 90 && Math.abs(corner[1]) <= 180;

function readGeoJson(text, kinds) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (found?.type === 'FeatureCollection' && found.features?.length === 1) [found] = found.features;
  if (found?.type === 'Feature') found = found.geometry;
  const kind = KINDS[found?.type];
  if (!kinds.includes(kind)) return null;
  const turned = (corners) => corners.map(([longitude, latitude]) => [latitude, longitude]);
  try {
    if (kind === 'point') return { kind, corners: turned([found.coordinates]) };
    if (found.type === 'LineString') return { kind, corners: turned(found.coordinates) };
    if (found.type === 'Polygon' && found.coordinates.length === 1) return { kind, corners: turned(found.coordinates[0]).slice(0, -1) };
  } catch {
    return null;
  }
  return { kind, corners: [], fixed: { type: found.type, coordinates: found.coordinates } };
}

/** Metres of a line, square metres of an area: as core/maps/geometry.py has them. */
export function size({ kind, corners }) {
  if (kind === 'line') return corners.slice(1).reduce((sum, corner, n) => sum + distance(corners[n], corner), 0);
  return kind === 'area' && corners.length > 2 ? squareMetres(corners) : 0;
}

function distance(one, other) {
  const [north, east] = [radians(other[0] - one[0]), radians(other[1] - one[1])];
  const half = Math.sin(north / 2) ** 2 + Math.cos(radians(one[0])) * Math.cos(radians(other[0])) * Math.sin(east / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
}

function squareMetres(corners) {
  const base = radians(corners[0][0]);
  const height = (corner) => 2 * Math.cos((radians(corner[0]) + base) / 2) * Math.sin((radians(corner[0]) - base) / 2);
  const total = corners.reduce((sum, one, n) => {
    const other = corners[(n + 1) % corners.length];
    return sum + radians(other[1] - one[1]) * (height(one) + height(other));
  }, 0);
  return (Math.abs(total) * EARTH * EARTH) / 2;
}

/** Three digits: a hand draws no closer. */
export function threeDigits(number) {
  const short = Number(number.toPrecision(3));
  return String(Number(short.toFixed(short < 10 ? 2 : 1)));
}
