// A map of places (components/map_box.html). Leaflet (window.L) draws the town's own boundaries; a background only where the settings name one.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const box = document.getElementById('point-map');
const places = read('map-places');
const settings = read('map-settings');

const element = (name, text, values = {}) => Object.assign(document.createElement(name), { textContent: text, ...values });

const map = L.map(box, { zoomControl: false, attributionControl: Boolean(settings.tiles.url), maxZoom: 19, zoomSnap: 0.5 });
L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
L.control.scale({ imperial: false }).addTo(map);
if (settings.tiles.url) {
  map.attributionControl.setPrefix(false);
  const by = element('span', settings.tiles.by).outerHTML;
  L.tileLayer(settings.tiles.url, { maxZoom: 18, attribution: by, referrerPolicy: 'no-referrer' }).addTo(map);
}

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

function show(bounds) {
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: 17 });
  else map.setView([35, 105], 4);
}

const around = L.latLngBounds(places.map((place) => place.at));

// Lines and areas with a name: routes, works.
const drawn = document.getElementById('map-lines');
if (drawn) {
  const lines = L.geoJSON(read('map-lines'), {
    style: (feature) => ({ className: feature.properties?.off ? 'line line--off' : 'line' }),
    pointToLayer: () => null,
    onEachFeature: (feature, layer) => layer.bindTooltip(element('span', feature.properties?.name ?? ''), { sticky: true }),
  }).addTo(map);
  around.extend(lines.getBounds());
}
show(around);

if (settings.boundaries) {
  const answer = await fetch(settings.boundaries);
  if (answer.ok) {
    const areas = L.geoJSON(await answer.json(), {
      interactive: false,
      style: { className: 'area' },
      pointToLayer: () => null,
      onEachFeature: (feature, layer) => {
        const name = feature.properties?.name;
        if (name) layer.bindTooltip(element('span', name), { permanent: true, direction: 'center', className: 'area-name', interactive: false });
      },
    }).addTo(map);
    show(areas.getBounds().extend(around));
  }
}
