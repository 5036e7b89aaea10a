// Puts what the pages need from npm into src/dugnad/web/static/built/ and draws the base of the map.
// Usage: node scripts/assets.mjs [--force]. Does nothing when neither the pins nor the scripts have changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { outlines, readMunicipalities, readPostalCodes } from './municipalities.mjs';
import { norwayMap } from './norway.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const built = join(root, 'src/dugnad/web/static/built');
const stampFile = join(built, '.stamp');

/** Where each file goes: target below built/, then the parts it is joined from. */
const files = {
  'designsystemet.css': [
    '@digdir/designsystemet-css/dist/theme/designsystemet.css',
    '@digdir/designsystemet-css/dist/src/index.css',
  ],
  'designsystemet.js': ['@digdir/designsystemet-web/dist/umd/index.js'],
  'htmx.js': ['htmx.org/dist/htmx.min.js'],
  'maplibre/maplibre-gl.js': ['maplibre-gl/dist/maplibre-gl.mjs'],
  'maplibre/maplibre-gl-worker.js': ['maplibre-gl/dist/maplibre-gl-worker.mjs'],
  'maplibre/maplibre-gl.css': ['maplibre-gl/dist/maplibre-gl.css'],
  'dmn-js/dmn-modeler.js': ['dmn-js/dist/dmn-modeler.production.min.js'],
  'dmn-js/css/dmn-js.css': [
    'dmn-js/dist/assets/diagram-js.css',
    'dmn-js/dist/assets/dmn-js-shared.css',
    'dmn-js/dist/assets/dmn-js-drd.css',
    'dmn-js/dist/assets/dmn-js-decision-table.css',
    'dmn-js/dist/assets/dmn-js-decision-table-controls.css',
    'dmn-js/dist/assets/dmn-js-literal-expression.css',
    'dmn-js/dist/assets/dmn-js-boxed-expression.css',
    'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css',
    'dmn-js/dist/assets/dmn-font/css/dmn.css',
  ],
  'dmn-js/font/dmn.woff2': ['dmn-js/dist/assets/dmn-font/font/dmn.woff2'],
  'fonts/inter-latin.woff2': ['@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'],
  'fonts/inter-latin-ext.woff2': ['@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2'],
};

/** The licences that travel with the files above; that of the municipalities' outlines is added. */
const licences = {
  'designsystemet.txt': '@digdir/designsystemet-css/LICENSE',
  'dmn-js.txt': 'dmn-js/LICENSE',
  'htmx.txt': 'htmx.org/LICENSE',
  'inter.txt': '@fontsource-variable/inter/LICENSE',
  'maplibre-gl.txt': 'maplibre-gl/LICENSE.txt',
  'world-atlas.txt': 'world-atlas/LICENSE',
};

function source(name) {
  const path = join(modules, name);
  if (!existsSync(path)) {
    throw new Error(`${name} is not installed. Run: npm ci`);
  }
  return readFileSync(path);
}

function put(name, content) {
  const path = join(built, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** A file that points to a source map which is not served makes collectstatic stop. */
function withoutSourceMap(text) {
  return text.replace(/^\/\/# sourceMappingURL=.*$/gm, '').replace(/\/\*# sourceMappingURL=.*?\*\//g, '');
}

/** Of the forms that a font is offered in every browser takes this one; the others, also in comments, are not copied. */
function onlyWoff2(text) {
  const others = /src: url\('[^']*\.eot[^;]*;\s*src:[^;]*(url\('[^']*\.woff2)[^;]*;/;
  return text.replace(others, "src: $1') format('woff2');").replace(/\/\*\s*@media screen[^*]*url[^*]*\*\//, '');
}

/** dmn-js comes with the development build of Inferno, which says so in the console as an error. */
function withoutComplaint(text) {
  return text.replace(/-1===\((\w+)\.name\|\|\1\.toString\(\)\)\.indexOf\("testFn"\)&&/, 'false&&');
}

function joined(parts) {
  if (parts.every((part) => part.endsWith('.woff2'))) return Buffer.concat(parts.map(source));
  const text = withoutSourceMap(parts.map((part) => source(part).toString('utf8')).join('\n'));
  return withoutComplaint(onlyWoff2(text));
}

function stamp() {
  const hash = createHash('sha256');
  const scripts = readdirSync(join(root, 'scripts')).filter((name) => name.endsWith('.mjs')).sort();
  const pins = ['package-lock.json', 'requirements/map.txt'];
  for (const name of [...pins, ...scripts.map((script) => join('scripts', script))]) {
    hash.update(readFileSync(join(root, name)));
  }
  return hash.digest('hex');
}

function isCurrent(wanted) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
}

function build() {
  rmSync(built, { recursive: true, force: true });
  for (const [target, parts] of Object.entries(files)) put(target, joined(parts));
  for (const [target, part] of Object.entries(licences)) put(join('licences', target), source(part));
  const atlas = JSON.parse(source('world-atlas/countries-10m.json'));
  const municipalities = readMunicipalities(root);
  put('licences/hvor.txt', municipalities.licence);
  const { codes, licence } = readPostalCodes(root);
  put('licences/postal-codes.txt', licence);
  put('map/postal_codes.json', JSON.stringify(codes));
  put('map/outlines.json', JSON.stringify(outlines(municipalities)));
  put('map/norway.json', JSON.stringify(norwayMap(atlas, municipalities)));
}

const wanted = stamp();
if (!process.argv.includes('--force') && isCurrent(wanted)) {
  console.log('Assets are up to date.');
} else {
  build();
  writeFileSync(stampFile, wanted);
  console.log(`Assets are in ${built.slice(root.length + 1)}.`);
}
