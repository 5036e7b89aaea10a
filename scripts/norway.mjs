// The base of the map: Norway's land and borders, its neighbours lightly. Coordinates are WGS 84 degrees.
// Source: Natural Earth 1:10 m (public domain), as world-atlas ships it (ISC).
import { feature, mesh } from 'topojson-client';

/** West, south, east, north of what is drawn. */
const frame = [-14, 53, 52, 82];
const norway = '578';
/** How far a line may move when it is simplified, in degrees of latitude. */
const tolerance = { norway: 0.0022, neighbour: 0.03 };
/** Land smaller than this is left out, in square degrees scaled to the latitude (0.0001 is about 1.2 km²). */
const smallestIsland = { norway: 0.0001, neighbour: 0.01 };

/** A topology's delta-coded arcs as longitude and latitude. */
function absoluteArcs({ arcs, transform }) {
  const [scaleX, scaleY] = transform.scale;
  const [originX, originY] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scaleX + originX, y * scaleY + originY];
    });
  });
}

function arcsOf(geometry) {
  return new Set(geometry.arcs.flat(Infinity).map((index) => (index < 0 ? ~index : index)));
}

/** Squared distance from a point to a segment; longitudes are shrunk by `shrink` to be comparable. */
function distance2([px, py], [ax, ay], [bx, by], shrink) {
  const dx = (bx - ax) * shrink;
  const dy = by - ay;
  const ex = (px - ax) * shrink;
  const ey = py - ay;
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, (ex * dx + ey * dy) / length2));
  return (ex - t * dx) ** 2 + (ey - t * dy) ** 2;
}

function farthest(line, first, last, shrink) {
  let index = first;
  let greatest = 0;
  for (let i = first + 1; i < last; i += 1) {
    const d = distance2(line[i], line[first], line[last], shrink);
    if (d > greatest) [greatest, index] = [d, i];
  }
  return [index, greatest];
}

/** Douglas and Peucker's simplification (1973); the ends stay, so shared borders still meet. */
function simplify(line, limit) {
  const shrink = Math.cos((line[0][1] * Math.PI) / 180);
  const kept = new Set([0, line.length - 1]);
  const open = [[0, line.length - 1]];
  while (open.length > 0) {
    const [first, last] = open.pop();
    const [index, d] = farthest(line, first, last, shrink);
    if (d > limit * limit) {
      kept.add(index);
      open.push([first, index], [index, last]);
    }
  }
  return line.filter((_, i) => kept.has(i));
}

/** Twice the shoelace area, halved, with longitudes shrunk to the ring's latitude. */
function area(ring) {
  const shrink = Math.cos((ring[0][1] * Math.PI) / 180);
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    sum += (ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]) * shrink;
  }
  return Math.abs(sum) / 2;
}

/** One side of Sutherland and Hodgman's clipping (1974) of a closed ring. */
function clipSide(ring, axis, bound, keepsGreater) {
  const inside = (point) => (keepsGreater ? point[axis] >= bound : point[axis] <= bound);
  const clipped = [];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [from, to] = [ring[i], ring[i + 1]];
    if (inside(from)) clipped.push(from);
    if (inside(from) !== inside(to)) {
      const t = (bound - from[axis]) / (to[axis] - from[axis]);
      const crossing = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
      crossing[axis] = bound;
      clipped.push(crossing);
    }
  }
  if (clipped.length > 0) clipped.push(clipped[0]);
  return clipped;
}

/** A ring without jumps at the date line: longitudes go on beyond 180, with the ring's middle within ±180. */
function unwrapped(ring) {
  let turn = 0;
  const whole = ring.map(([x, y], i) => {
    const step = i === 0 ? 0 : x - ring[i - 1][0];
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    return [x + turn, y];
  });
  const [west, east] = whole.reduce(([low, high], [x]) => [Math.min(low, x), Math.max(high, x)], [Infinity, -Infinity]);
  const shift = 360 * Math.round((west + east) / 720);
  return whole.map(([x, y]) => [x - shift, y]);
}

function clip(ring) {
  const [west, south, east, north] = frame;
  const sides = [[0, west, true], [1, south, true], [0, east, false], [1, north, false]];
  return sides.reduce((rest, side) => (rest.length > 3 ? clipSide(rest, ...side) : []), unwrapped(ring));
}

function rounded(line, digits) {
  const points = line.map(([x, y]) => [Number(x.toFixed(digits)), Number(y.toFixed(digits))]);
  return points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);
}

/** A country's polygons inside the frame, without the smallest islands. */
function polygons(shape, smallest, digits) {
  const all = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return all
    .map((rings) => rings.map(clip).filter((ring) => ring.length > 3 && area(ring) > smallest))
    .filter((rings) => rings.length > 0)
    .map((rings) => rings.map((ring) => rounded(ring, digits)));
}

function part(kind, type, coordinates) {
  return { type: 'Feature', properties: { kind }, geometry: { type, coordinates } };
}

/**
 * The map as a GeoJSON feature collection: one feature each of kind `norway`, `neighbour` and `border`.
 *
 * @param {object} atlas world-atlas' topology `countries-10m.json`
 */
export function norwayMap(atlas) {
  const { countries } = atlas.objects;
  const own = countries.geometries.find(({ id }) => id === norway);
  const ownArcs = arcsOf(own);
  const arcs = absoluteArcs(atlas).map((arc, index) =>
    simplify(arc, ownArcs.has(index) ? tolerance.norway : tolerance.neighbour),
  );
  const topology = { type: 'Topology', objects: atlas.objects, arcs };
  const others = countries.geometries.filter((geometry) => geometry.type && geometry !== own);
  const shapes = others.map((geometry) => feature(topology, geometry).geometry);
  const borders = mesh(topology, countries, (a, b) => a !== b && (a === own || b === own));
  return {
    type: 'FeatureCollection',
    features: [
      part('neighbour', 'MultiPolygon', shapes.flatMap((shape) => polygons(shape, smallestIsland.neighbour, 2))),
      part('norway', 'MultiPolygon', polygons(feature(topology, own).geometry, smallestIsland.norway, 3)),
      part('border', 'MultiLineString', borders.coordinates.map((line) => rounded(line, 3))),
    ],
  };
}
