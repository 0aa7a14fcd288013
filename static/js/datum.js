// Positions are kept as WGS-84. Most domestic map tiles are drawn in GCJ-02, which lies up to some hundred metres beside it: the tiles
// are moved under what we draw, so that no position of ours is ever converted and written back. Only what comes in from a map app is
// (core/maps/datum.py does the same with what is sent). Degrees in, degrees out.
const A = 6378245; // the ellipsoid of Krassowski, in metres
const EE = 0.00669342162296594323;
const RAD = Math.PI / 180;

const north = (x, y) =>
  -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) +
  ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3 +
  ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
  ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;

const east = (x, y) =>
  300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) +
  ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3 +
  ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
  ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;

const isUsed = (latitude, longitude) => longitude >= 72.004 && longitude <= 137.8347 && latitude >= 0.8293 && latitude <= 55.8271;

/** The same place in GCJ-02; outside the country, where GCJ-02 is not used, it stays as it is. */
export function gcj02(latitude, longitude) {
  if (!isUsed(latitude, longitude)) return [latitude, longitude];
  const [x, y] = [longitude - 105, latitude - 35];
  const sine = Math.sin(latitude * RAD);
  const magic = 1 - EE * sine * sine;
  const root = Math.sqrt(magic);
  return [
    latitude + north(x, y) / (((A * (1 - EE)) / (magic * root)) * RAD),
    longitude + east(x, y) / ((A / root) * Math.cos(latitude * RAD) * RAD),
  ];
}

/** The same place in WGS-84. datum: of core.maps.datum. The way back from GCJ-02 is searched. */
export function wgs84([latitude, longitude], datum) {
  if (datum === 'wgs84' || !isUsed(latitude, longitude)) return [latitude, longitude];
  const wanted = datum === 'bd09' ? ofBaidu(latitude, longitude) : [latitude, longitude];
  let found = wanted;
  for (let round = 0; round < 6; round += 1) {
    const led = gcj02(...found);
    found = found.map((degrees, n) => degrees + wanted[n] - led[n]);
  }
  return found.map((degrees) => Number(degrees.toFixed(6)));
}

function ofBaidu(latitude, longitude) {
  const [x, y] = [longitude - 0.0065, latitude - 0.006];
  const far = Math.hypot(x, y) - 0.00002 * Math.sin((y * Math.PI * 3000) / 180);
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos((x * Math.PI * 3000) / 180);
  return [far * Math.sin(angle), far * Math.cos(angle)];
}

/** A layer of tiles drawn in GCJ-02, laid so that a place of theirs lies under the same place in WGS-84. */
export function shiftedTiles(url, options) {
  const moved = (center) => L.latLng(gcj02(center.lat, center.lng));
  const Shifted = L.TileLayer.extend({
    _setZoomTransform(level, center, zoom) {
      L.TileLayer.prototype._setZoomTransform.call(this, level, moved(center), zoom);
    },
    _getTiledPixelBounds(center) {
      return L.TileLayer.prototype._getTiledPixelBounds.call(this, moved(center));
    },
    _onMoveEnd() {
      L.TileLayer.prototype._onMoveEnd.call(this);
      // how far the tiles lie beside changes from place to place
      if (this._map && !this._map._animatingZoom) this._setZoomTransforms(this._map.getCenter(), this._map.getZoom());
    },
  });
  return new Shifted(url, options);
}
