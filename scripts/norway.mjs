// The base of the map: Norway's land with its municipalities, its neighbours lightly. Coordinates are WGS 84 degrees.
// Source of all but the mainland: Natural Earth 1:10 m (public domain), as world-atlas ships it (ISC).
import { feature, mesh } from 'topojson-client';

import { area, part, perDegree, simplify } from './lines.mjs';
import { mainlandMap } from './municipalities.mjs';

/** West, south, east, north of what is drawn. */
const frame = [-14, 53, 52, 82];
const norway = '578';
/** How far a line may move when it is simplified, in degrees of latitude. */
const tolerance = { norway: 0.0022, neighbour: 0.006 };
/** Land smaller than this is left out, in square degrees scaled to the latitude (0.0001 is about 1.2 km²). */
const smallestIsland = { norway: 0.0001, neighbour: 0.001 };

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

/** A country's rings inside the frame, without the smallest islands. */
function land(shape, smallest) {
  const all = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
  return all.map(clip).filter((ring) => ring.length > 3 && area(ring) > smallest);
}

/** Svalbard and Jan Mayen, which the municipalities' outlines leave out. */
function isArctic(ring) {
  return ring.every(([x, y]) => y > 72 || x < 0);
}

/**
 * The map: parts of kind `neighbour`, `norway`, `border`, `county` and `municipality`, as `part` in lines.mjs makes them.
 *
 * @param {object} atlas world-atlas' topology `countries-10m.json`
 * @param {object} municipalities what `readMunicipalities` gives
 */
export function norwayMap(atlas, municipalities) {
  const { countries } = atlas.objects;
  const own = countries.geometries.find(({ id }) => id === norway);
  const ownArcs = arcsOf(own);
  const arcs = absoluteArcs(atlas).map((arc, index) =>
    simplify(arc, ownArcs.has(index) ? tolerance.norway : tolerance.neighbour),
  );
  const topology = { type: 'Topology', objects: atlas.objects, arcs };
  const others = countries.geometries.filter((geometry) => geometry.type && geometry !== own);
  const shapes = others.map((geometry) => feature(topology, geometry).geometry);
  const islands = land(feature(topology, own).geometry, smallestIsland.norway);
  const borders = mesh(topology, countries, (a, b) => a !== b && (a === own || b === own)).coordinates;
  return {
    perDegree,
    parts: [
      part('neighbour', shapes.flatMap((shape) => land(shape, smallestIsland.neighbour))),
      part('norway', islands.filter(isArctic)),
      ...mainlandMap(municipalities, borders),
    ],
  };
}
