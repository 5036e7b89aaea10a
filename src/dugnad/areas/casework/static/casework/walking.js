// Roads, ways and sections on a map. Everything drawn here stands in words on the page too.
import * as maplibre from 'maplibre-gl';

const empty = { type: 'FeatureCollection', features: [] };
const norway = [[4.2, 57.8], [31.4, 71.3]];
const touch = 6;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function icon(name, sheet) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${sheet}#${name}`);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

function colours(box) {
  const style = getComputedStyle(box);
  const names = ['land', 'road', 'way', 'fine', 'danger', 'halo'];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--walk-${name}`).trim()]));
}

function line(id, source, filter, paint) {
  return { id, type: 'line', source, filter, layout: { 'line-join': 'round', 'line-cap': 'round' }, paint };
}

function layers(box) {
  const { land, road, way, fine, danger, halo } = colours(box);
  const is = (name, value) => ['==', ['get', name], value];
  const wide = ['interpolate', ['linear'], ['zoom'], 11, 0.8, 16, 4];
  const state = (value) => ['all', is('kind', 'road'), is('state', value)];
  return [
    { id: 'land', type: 'background', paint: { 'background-color': land } },
    line('road', 'lines', state(''), { 'line-color': road, 'line-width': wide }),
    line('fine', 'lines', state('fine'), { 'line-color': fine, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 2, 16, 6] }),
    line('said', 'lines', state('dangerous'), { 'line-color': danger, 'line-width': 5, 'line-dasharray': [1.6, 1.2] }),
    line('halo', 'drawn', is('kind', 'way'), { 'line-color': halo, 'line-width': 9 }),
    line('way', 'drawn', is('kind', 'way'), { 'line-color': way, 'line-width': 5 }),
    line('section', 'drawn', is('kind', 'section'), { 'line-color': way, 'line-width': 9, 'line-opacity': 0.6 }),
    line('danger', 'drawn', is('kind', 'danger'), { 'line-color': danger, 'line-width': 6, 'line-dasharray': [1.4, 0.9] }),
  ];
}

function boundsOf(drawn) {
  if (drawn.bounds) return drawn.bounds;
  const bounds = new maplibre.LngLatBounds();
  for (const { geometry } of drawn.features) {
    const points = geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates;
    for (const point of points) bounds.extend(point);
  }
  return bounds.isEmpty() ? norway : bounds;
}

function mapIn(box, drawn) {
  const text = box.dataset;
  const sources = {
    lines: { type: 'geojson', data: empty },
    drawn: { type: 'geojson', data: drawn },
  };
  return new maplibre.Map({
    container: box,
    style: { version: 8, sources, layers: layers(box) },
    bounds: boundsOf(drawn),
    fitBoundsOptions: { padding: 48, maxZoom: 16 },
    maxZoom: 19,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    attributionControl: false,
    locale: {
      'Map.Title': text.textMap,
      'NavigationControl.ZoomIn': text.textZoomIn,
      'NavigationControl.ZoomOut': text.textZoomOut,
      'CooperativeGesturesHandler.WindowsHelpText': text.textScroll,
      'CooperativeGesturesHandler.MacHelpText': text.textScrollMac,
      'CooperativeGesturesHandler.MobileHelpText': text.textTouch,
    },
  });
}

function pin(map, box, kind, name, at) {
  const content = element('span', { className: 'walking-pin' }, icon(kind === 'home' ? 'door' : 'building', box.dataset.icons), name);
  const marker = new maplibre.Marker({ element: content, anchor: 'bottom' }).setLngLat(at).addTo(map);
  // MapLibre makes each marker a named button; this one is words.
  content.removeAttribute('role');
  content.removeAttribute('tabindex');
  return marker;
}

/** Fetches the sections that lie in view, and says so when they are too many. */
async function loadLines(map, box, asked) {
  const corners = map.getBounds().toArray().flat().map((one) => one.toFixed(5));
  asked.abort?.abort();
  asked.abort = new AbortController();
  const answer = await fetch(`${box.dataset.lines}?box=${corners.join(',')}`, { signal: asked.abort.signal });
  if (!answer.ok) return;
  const found = await answer.json();
  map.getSource('lines').setData(found);
  document.getElementById(`${box.id}-many`).hidden = !found.too_many;
}

function sectionAt(map, { x, y }) {
  const near = [[x - touch, y - touch], [x + touch, y + touch]];
  return map.queryRenderedFeatures(near, { layers: ['said', 'fine', 'road'] })[0];
}

function chooseSections(map, box) {
  const tip = element('span', { className: 'walking-tip', hidden: true });
  box.append(tip);
  map.on('mousemove', ({ point }) => {
    const found = sectionAt(map, point);
    tip.hidden = !found;
    tip.textContent = found ? found.properties.name || box.dataset.textUnnamed : '';
    map.getCanvas().style.cursor = found ? 'pointer' : '';
  });
  map.on('click', ({ point }) => {
    const found = sectionAt(map, point);
    if (found) location.assign(box.dataset.section.replace('ID', found.properties.id));
  });
}

/** The first click says where the way begins, the next where it ends, and so on in turn. */
function choosePlaces(map, box, pins) {
  const fields = ['home', 'school'].map((name) => [name, document.getElementById(`id_${name}`)]);
  let turn = fields.every(([, field]) => field.value) ? 0 : fields.findIndex(([, field]) => !field.value);
  map.getCanvas().style.cursor = 'crosshair';
  map.on('click', ({ lngLat }) => {
    const [name, field] = fields[turn];
    field.value = `${lngLat.lat.toFixed(6)}, ${lngLat.lng.toFixed(6)}`;
    pins[name]?.remove();
    pins[name] = pin(map, box, name, box.dataset[name === 'home' ? 'textHome' : 'textSchool'], lngLat);
    turn = 1 - turn;
  });
}

function start(box) {
  const drawn = JSON.parse(document.getElementById(box.dataset.drawn).textContent);
  maplibre.setWorkerUrl(new URL(box.dataset.worker, document.baseURI).href);
  const map = mapIn(box, drawn);
  const pins = {};
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-left');
  for (const { geometry, properties } of drawn.features) {
    if (geometry.type === 'Point') pins[properties.kind] = pin(map, box, properties.kind, properties.name, geometry.coordinates);
  }
  if (box.dataset.section) chooseSections(map, box);
  if (box.dataset.pick) choosePlaces(map, box, pins);
  if (box.dataset.lines) {
    const asked = {};
    const load = () => loadLines(map, box, asked).catch(() => {});
    map.once('load', load);
    map.on('moveend', load);
  }
  map.once('idle', () => { box.dataset.ready = 'yes'; });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const { id, paint } of layers(box)) {
      for (const [property, value] of Object.entries(paint)) map.setPaintProperty(id, property, value);
    }
  });
}

for (const box of document.querySelectorAll('[data-walking]:not([data-ready])')) {
  try {
    start(box);
  } catch (error) {
    box.classList.remove('maplibregl-map');
    console.warn('The map cannot be drawn here.', error);
  }
}
