// Lines and rings of points in degrees.

export const perDegree = 10000;

/** Squared distance from a point to a segment; longitudes are shrunk by `shrink` to be comparable. */
export function distance2([px, py], [ax, ay], [bx, by], shrink) {
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
export function simplify(line, limit) {
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
export function area(ring) {
  const shrink = Math.cos((ring[0][1] * Math.PI) / 180);
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    sum += (ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]) * shrink;
  }
  return Math.abs(sum) / 2;
}

/**
 * A part of the map: rings of an area, or lines. Each is a flat list of whole numbers, x and y in turn, every point as
 * its step from the one before it, in units of 1/10000 degree: a third of the size of GeoJSON.
 */
export function part(kind, lines) {
  return { kind, lines: lines.map(steps).filter((line) => line.length > 2) };
}

function steps(line) {
  let [lastX, lastY] = [0, 0];
  const made = [];
  for (const [x, y] of line.map((point) => point.map((degrees) => Math.round(degrees * perDegree)))) {
    if (made.length === 0 || x !== lastX || y !== lastY) made.push(x - lastX, y - lastY);
    [lastX, lastY] = [x, y];
  }
  return made;
}
