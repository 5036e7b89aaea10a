// Places on a map of Norway. Every place is a link, so the map can be used by keyboard; places that lie too close to
// be told apart become one button with their number.
import * as maplibre from 'maplibre-gl';

const mainland = [[4.2, 57.8], [31.4, 71.3]];
const around = [[-20, 52], [58, 82]];
const tooClose = 38;
const letter = 7.4;
const pinHalf = 16;
const nearest = 10.5;
const beyond = 40;
const nearEnough = 8;
const farToPick = 6.5;
const empty = { type: 'FeatureCollection', features: [] };
const places = new WeakMap();
const lists = new WeakMap();

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

/** The colours of the page, so that the map is dark when the page is. */
function colours(box) {
  const style = getComputedStyle(box);
  const names = ['sea', 'land', 'coast', 'neighbour', 'border', 'county', 'municipality'];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

function kindIs(kind) {
  return ['==', ['get', 'kind'], kind];
}

/** From `low` at one zoom to `high` at another. */
function byZoom(from, low, to, high) {
  return ['interpolate', ['linear'], ['zoom'], from, low, to, high];
}

function layers(box) {
  const { sea, land, coast, neighbour, border, county, municipality } = colours(box);
  const line = (id, kind, color, width, opacity = 1) => ({
    id, type: 'line', source: 'base', filter: kindIs(kind), layout: { 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': width, 'line-opacity': opacity },
  });
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': sea } },
    { id: 'neighbour', type: 'fill', source: 'base', filter: kindIs('neighbour'), paint: { 'fill-color': neighbour } },
    // The neighbours are drawn more roughly than Norway; this fills what is left between them, 4 km wide on the ground.
    line('along', 'border', neighbour, ['interpolate', ['exponential', 2], ['zoom'], 4, 2, 11, 256]),
    { id: 'land', type: 'fill', source: 'base', filter: kindIs('norway'), paint: { 'fill-color': land } },
    line('municipality', 'municipality', municipality, byZoom(5, 0.4, 9, 0.9), byZoom(4, 0, 6, 1)),
    line('county', 'county', county, byZoom(3, 0.6, 9, 1.4), 0.55),
    line('coast', 'norway', coast, 0.6),
    line('border', 'border', border, byZoom(3, 0.8, 9, 1.6)),
  ];
}

/** GeoJSON of the base, whose points are kept as steps from the one before (see scripts/lines.mjs). */
function geography({ perDegree, parts }) {
  const features = parts.map(({ kind, lines }) => {
    const isArea = kind === 'norway' || kind === 'neighbour';
    const coordinates = lines.map((steps) => {
      const points = pointsAlong(steps, perDegree);
      return isArea ? [points] : points;
    });
    const geometry = { type: isArea ? 'MultiPolygon' : 'MultiLineString', coordinates };
    return { type: 'Feature', properties: { kind }, geometry };
  });
  return { type: 'FeatureCollection', features };
}

function pointsAlong(steps, perDegree) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push([x / perDegree, y / perDegree]);
  }
  return points;
}

/** The plain base, or the tiles of the address that the installation has set. */
function styleOf(box) {
  const { tiles, tilesAttribution } = box.dataset;
  if (tiles) {
    const sources = { tiles: { type: 'raster', tiles: [tiles], tileSize: 256, attribution: tilesAttribution } };
    return { version: 8, sources, layers: [layers(box)[0], { id: 'tiles', type: 'raster', source: 'tiles' }] };
  }
  const sources = { base: { type: 'geojson', data: empty, attribution: '© Kartverket (CC BY 4.0), Natural Earth' } };
  return { version: 8, sources, layers: layers(box) };
}

function recolour(map, box) {
  for (const { id, paint } of layers(box)) {
    if (!map.getLayer(id)) continue;
    for (const [property, value] of Object.entries(paint)) map.setPaintProperty(id, property, value);
  }
}

function isNear({ x, y }, box) {
  return x > -beyond && y > -beyond && x < box.clientWidth + beyond && y < box.clientHeight + beyond;
}

/** Groups of points nearer than `tooClose` pixels to the first of their group. */
function groups(points, map) {
  const made = [];
  for (const point of points) {
    const at = map.project([point.lon, point.lat]);
    const near = made.find((group) => Math.hypot(group.at.x - at.x, group.at.y - at.y) < tooClose);
    if (near) near.points.push(point);
    else made.push({ at, points: [point] });
  }
  return made;
}

function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function nameBox(at, width, side) {
  const left = side === 'right' ? at.x + pinHalf : at.x - pinHalf - width;
  return { left, right: left + width, top: at.y - 11, bottom: at.y + 11 };
}

/** The side on which a name has room, or undefined. Takes the room. */
function roomFor(name, at, taken, width) {
  for (const side of ['right', 'left']) {
    const box = nameBox(at, name.length * letter + 12, side);
    if (box.left < 0 || box.right > width || taken.some((other) => overlaps(box, other))) continue;
    taken.push(box);
    return side;
  }
  return undefined;
}

function pin(point, side, sheet) {
  const name = element('span', { className: 'map-pin-name', textContent: point.name });
  if (side) name.dataset.side = side;
  const dot = element('span', { className: 'map-pin-dot' }, icon(point.kind, sheet));
  const link = element('a', { className: 'map-pin', href: point.url, ariaLabel: point.name }, dot, name);
  link.dataset.kind = point.kind;
  return link;
}

function boundsOf(points) {
  const bounds = new maplibre.LngLatBounds();
  for (const { lon, lat } of points) bounds.extend([lon, lat]);
  return bounds;
}

function showList(map, points) {
  const links = points.map(({ name, url }) => element('li', {}, element('a', { href: url, textContent: name })));
  const popup = new maplibre.Popup({ offset: 20, maxWidth: '20rem' });
  lists.get(map)?.remove();
  lists.set(map, popup);
  popup.setLngLat([points[0].lon, points[0].lat]);
  popup.setDOMContent(element('ul', { className: 'map-popup' }, ...links));
  popup.addTo(map);
}

/** Zooms to the points of a group; points that would still lie too close are listed instead. */
function open(map, points) {
  const { center, zoom } = map.cameraForBounds(boundsOf(points), { padding: 80, maxZoom: 14 });
  if (zoom > nearest + 1 || map.getZoom() >= nearest) showList(map, points);
  else map.easeTo({ center, zoom: Math.min(Math.max(zoom, map.getZoom() + 1), nearest) });
}

function cluster(map, points, text) {
  const label = text.replace('%n', points.length);
  const button = element('button', { className: 'map-cluster', type: 'button', textContent: points.length, ariaLabel: label });
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    open(map, points);
  });
  return button;
}

function put(map, shown, content, at) {
  const marker = new maplibre.Marker({ element: content }).setLngLat(at).addTo(map);
  // MapLibre makes each marker a named button; these are links and buttons of their own, or plain words.
  content.removeAttribute('role');
  if (!content.matches('a, button')) content.removeAttribute('tabindex');
  shown.push(marker);
}

function drawPoints(map, box, points, shown) {
  const made = groups(points, map).filter(({ at }) => isNear(at, box));
  const taken = made.map(({ at }) => ({ left: at.x - 16, right: at.x + 16, top: at.y - 16, bottom: at.y + 16 }));
  for (const group of made) {
    const [first] = group.points;
    const alone = group.points.length === 1;
    const side = alone && roomFor(first.name, group.at, taken, box.clientWidth);
    const content = alone ? pin(first, side, box.dataset.icons) : cluster(map, group.points, box.dataset.textCluster);
    put(map, shown, content, [first.lon, first.lat]);
  }
  return taken;
}

function drawPlaces(map, box, taken, shown) {
  for (const [name, lon, lat, from] of places.get(box) ?? []) {
    const at = map.project([lon, lat]);
    if (map.getZoom() < from || !isNear(at, box)) continue;
    const half = (name.length * letter) / 2 + 6;
    const room = { left: at.x - half, right: at.x + half, top: at.y - 10, bottom: at.y + 10 };
    if (taken.some((other) => overlaps(room, other))) continue;
    taken.push(room);
    const label = element('span', { className: 'map-place', textContent: name, ariaHidden: 'true' });
    put(map, shown, label, [lon, lat]);
  }
}

function redraw(map, box, points, shown) {
  const focused = document.activeElement?.closest('.map-pin')?.href;
  for (const marker of shown.splice(0)) marker.remove();
  const taken = drawPoints(map, box, points, shown);
  drawPlaces(map, box, taken, shown);
  if (focused) [...box.querySelectorAll('.map-pin')].find(({ href }) => href === focused)?.focus();
}

function mapIn(box, points) {
  const text = box.dataset;
  return new maplibre.Map({
    container: box,
    style: styleOf(box),
    bounds: points.length > 0 ? boundsOf(points) : mainland,
    fitBoundsOptions: { padding: { top: 48, bottom: 48, left: 40, right: 40 }, maxZoom: Number(text.zoom ?? nearEnough) },
    maxBounds: around,
    maxZoom: nearest + 0.5,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    attributionControl: { compact: false },
    locale: {
      'Map.Title': text.textMap,
      'NavigationControl.ZoomIn': text.textZoomIn,
      'NavigationControl.ZoomOut': text.textZoomOut,
      'Popup.Close': text.textClose,
      'CooperativeGesturesHandler.WindowsHelpText': text.textScroll,
      'CooperativeGesturesHandler.MacHelpText': text.textScrollMac,
      'CooperativeGesturesHandler.MobileHelpText': text.textTouch,
    },
  });
}

async function loadPlaces(box) {
  const answer = await fetch(box.dataset.places);
  if (answer.ok) places.set(box, await answer.json());
}

/** Draws the base; without it the places stand on the sea, and can still be chosen. */
async function loadBase(box, map) {
  if (box.dataset.tiles) return;
  const answer = await fetch(box.dataset.base);
  if (answer.ok) map.getSource('base').setData(geography(await answer.json()));
}

/** Explains the signs that are on the map, and no others. */
function showLegend(box, points) {
  const legend = document.getElementById(`${box.id}-legend`);
  for (const line of legend.children) line.hidden = !points.some(({ kind }) => kind === line.dataset.kind);
  legend.hidden = false;
}

/** Tells of the point that is clicked, or of the middle; from afar that comes nearer first. */
function pickable(map, box) {
  const choose = (point) => {
    if (map.getZoom() < farToPick) map.easeTo({ center: point, zoom: nearEnough });
    else box.dispatchEvent(new CustomEvent('pick', { detail: { lat: point.lat, lon: point.lng } }));
  };
  map.on('click', ({ lngLat }) => choose(lngLat));
  box.addEventListener('pick-middle', () => choose(map.getCenter()));
}

function start(box) {
  const points = JSON.parse(document.getElementById(box.dataset.points).textContent);
  const shown = [];
  maplibre.setWorkerUrl(new URL(box.dataset.worker, document.baseURI).href);
  const map = mapIn(box, points);
  const draw = () => redraw(map, box, points, shown);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-left');
  map.on('moveend', draw);
  map.on('resize', draw);
  const named = loadPlaces(box).then(draw, () => {});
  const ready = () => map.once('idle', () => { box.dataset.ready = 'yes'; });
  map.once('load', () => Promise.allSettled([loadBase(box, map), named]).then(ready));
  draw();
  if ('pick' in box.dataset) pickable(map, box);
  else showLegend(box, points);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => recolour(map, box));
}

for (const box of document.querySelectorAll('[data-map]:not([data-ready])')) {
  try {
    start(box);
  } catch (error) {
    box.classList.remove('maplibregl-map');
    console.warn('The map cannot be drawn here.', error);
  }
}
