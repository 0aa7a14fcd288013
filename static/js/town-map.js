// The ground of every map: Leaflet with the town's own boundaries; a background only where the settings name one.
import { shiftedTiles } from './datum.js';

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

let library;

/** The library (L) and its sheet, fetched when the first map is to be drawn. */
export const leaflet = (settings) => (library ??= Promise.all([import(settings.leaflet), laid(settings.sheet)]));

function laid(sheet) {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: sheet });
  const there = new Promise((done) => (link.onload = link.onerror = done));
  document.head.prepend(link); // before our own, which change its looks
  return there;
}

/** A map in this box. words: zoomIn, zoomOut, km, m. */
export function townMap(box, settings, words, options = {}) {
  const map = L.map(box, { zoomControl: false, attributionControl: Boolean(settings.tiles.url), maxZoom: 19, zoomSnap: 0.5, ...options });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  const scale = L.control.scale({ imperial: false });
  const length = (text) => text.replace(/ (km|m)$/, (_all, unit) => words[unit]); // Leaflet's own names are English
  scale._updateScale = (bar, text, share) => L.Control.Scale.prototype._updateScale.call(scale, bar, length(text), share);
  scale.addTo(map);
  if (settings.tiles.url) {
    map.attributionControl.setPrefix(false);
    const by = element('span', settings.tiles.by).outerHTML;
    const layer = settings.tiles.datum === 'gcj02' ? shiftedTiles : L.tileLayer;
    layer(settings.tiles.url, { maxZoom: 18, attribution: by, referrerPolicy: 'no-referrer' }).addTo(map);
  }
  return map;
}

/** Shows these bounds, or the country where there are none. */
export function show(map, bounds) {
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: 17 });
  else map.setView([35, 105], 4);
}

/** Draws the boundaries; gives their bounds, or null where there are none. */
export async function drawBoundaries(map, settings) {
  if (!settings.boundaries) return null;
  const answer = await fetch(settings.boundaries);
  if (!answer.ok) return null;
  const areas = L.geoJSON(await answer.json(), {
    interactive: false,
    style: { className: 'area' },
    pointToLayer: () => null,
    onEachFeature: (feature, layer) => {
      const name = feature.properties?.name;
      if (name) layer.bindTooltip(element('span', name), { permanent: true, direction: 'center', className: 'area-name', interactive: false });
    },
  }).addTo(map);
  return areas.getBounds();
}
