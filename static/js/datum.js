// Positions are kept as WGS-84. Most domestic map tiles are drawn in GCJ-02, which lies up to some hundred metres beside it: the tiles
// are moved under what we draw, so that no position of ours is ever converted and written back. Degrees in, degrees out.
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

/** The same place in GCJ-02; outside the country, where GCJ-02 is not used, it stays as it is. */
export function gcj02(latitude, longitude) {
  if (longitude < 72.004 || longitude > 137.8347 || latitude < 0.8293 || latitude > 55.8271) return [latitude, longitude];
  const [x, y] = [longitude - 105, latitude - 35];
  const sine = Math.sin(latitude * RAD);
  const magic = 1 - EE * sine * sine;
  const root = Math.sqrt(magic);
  return [
    latitude + north(x, y) / (((A * (1 - EE)) / (magic * root)) * RAD),
    longitude + east(x, y) / ((A / root) * Math.cos(latitude * RAD) * RAD),
  ];
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
