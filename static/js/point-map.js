// A map of places (components/map_box.html).
import { seen } from './seen.js';
import { drawBoundaries, leaflet, show, townMap } from './town-map.js';

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const box = document.getElementById('point-map');
const places = read('map-places');
const settings = read('map-settings');
await seen([box]);
await leaflet(settings);
const map = townMap(box, settings, box.dataset);

const element = (name, text, values = {}) => Object.assign(document.createElement(name), { textContent: text, ...values });

function popup(place) {
  const content = document.createElement('div');
  content.append(element('b', place.name), element('span', place.off ? `${place.sub} · ${box.dataset.off}` : place.sub));
  content.append(document.createElement('br'), element('a', box.dataset.open, { href: place.url }));
  return content;
}

// Markers of elements, not of pictures: each can be reached and opened with the keyboard.
for (const place of places) {
  // the shape is inside: Leaflet moves the element itself, and a turned one would be moved askew
  const html = element('i', '');
  const icon = L.divIcon({ html, className: place.off ? 'pin pin--off' : 'pin', iconSize: [18, 18], iconAnchor: [9, 20], popupAnchor: [0, -18] });
  L.marker(place.at, { icon, title: place.name, alt: place.name, riseOnHover: true }).bindPopup(() => popup(place)).addTo(map);
}

const around = L.latLngBounds(places.map((place) => place.at));

// Lines and areas with a name: routes, works, what plans keep free. A point among them is a pin that leads nowhere.
if (document.getElementById('map-lines')) {
  const lines = L.geoJSON(read('map-lines'), {
    style: (feature) => ({ className: feature.properties?.off ? 'line line--off' : /Polygon/.test(feature.geometry.type) ? 'drawn' : 'line' }),
    pointToLayer: (_feature, at) => L.marker(at, { keyboard: false, icon: L.divIcon({ html: element('i', ''), className: 'pin', iconSize: [18, 18], iconAnchor: [9, 20] }) }),
    onEachFeature: (feature, layer) => {
      const standing = { permanent: true, direction: 'center', className: 'area-name', interactive: false };
      layer.bindTooltip(element('span', feature.properties?.name ?? ''), /Polygon/.test(feature.geometry.type) ? standing : { sticky: true });
    },
  }).addTo(map);
  around.extend(lines.getBounds());
}
show(map, around);

const areas = await drawBoundaries(map, settings);
// a drawing is looked at from near, places are looked at within the town
if (areas && !box.hasAttribute('data-near')) show(map, areas.extend(around));
