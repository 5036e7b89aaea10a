// The decision model of a draft in dmn-js: its tables to change, what the checks found marked in them, and saving.
import { toast } from 'dugnad/toast';

const box = document.querySelector('[data-model-editor]');
const canvas = box.querySelector('[data-canvas]');
const told = document.querySelector('[data-told]');
const tabs = box.querySelector('[data-views]');
const file = box.querySelector('[data-file]');
const error = box.querySelector('[data-error]');
const state = box.querySelector('[data-state]');
const provisions = [...box.querySelectorAll('[data-cite]')];
const texts = JSON.parse(document.getElementById('editor-texts').textContent);
const marks = new CSSStyleSheet();
document.adoptedStyleSheets.push(marks);
let revision = box.dataset.revision;
let changed = false;
let chosen = '';
let marked = [];

/** The words of dmn-js in the reader's language. */
function translate(template, replacements = {}) {
  return (texts[template] ?? template).replace(/{\s*([^}]+?)\s*}/g, (all, name) => replacements[name] ?? all);
}

const words = { translate: ['value', translate] };
const options = { additionalModules: [words], debounceInput: false };
const modeler = new window.DmnJS({
  container: canvas,
  drd: options,
  decisionTable: options,
  literalExpression: options,
  boxedExpression: options,
});

function decisions() {
  return (modeler.getDefinitions()?.drgElement ?? []).filter((one) => one.$type === 'dmn:Decision');
}

function viewer() {
  return modeler.getActiveViewer();
}

function setChanged(now) {
  changed = now;
  box.toggleAttribute('data-changed', now);
  state.textContent = now ? state.dataset.changed : '';
}

/** One button for the drawing and one for each decision that can be opened. */
function showViews() {
  const active = modeler.getActiveView();
  tabs.replaceChildren(...modeler.getViews().map((view) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'model-view' });
    const here = active && view.element === active.element;
    button.textContent = view.type === 'drd' ? tabs.dataset.drawing : view.name || view.id;
    button.setAttribute('aria-pressed', String(Boolean(here)));
    button.addEventListener('click', () => modeler.open(view));
    return button;
  }));
}

/** The rows that the checks found, by the ids that they have now; they keep them when they are moved. */
function readMarks() {
  marked = [...told.querySelectorAll('[data-decision]')].flatMap((one) => {
    const decision = decisions().find((each) => each.name === one.dataset.decision);
    const rules = decision?.decisionLogic?.rule ?? [];
    const numbers = (one.dataset.rows ?? '').split(',').filter(Boolean).map(Number);
    const found = numbers.map((number) => rules[number - 1]).filter((rule) => rule?.id);
    one.rules = found.map((rule) => rule.id);
    return found.map((rule) => ({ rule, wrong: one.dataset.wrong === 'true', uncited: 'uncited' in one.dataset }));
  });
  drawMarks();
}

function cites(rule) {
  return provisions.some((one) => one.dataset.cite === rule.description?.trim());
}

/** Rows that cite nothing say so in the cell of the citation, until it cites. */
function drawMarks() {
  const lines = marked.filter(({ rule, uncited }) => !uncited || !cites(rule)).map(({ rule, wrong, uncited }) => {
    const cells = `.model-canvas [data-row-id="${CSS.escape(rule.id)}"]`;
    const kind = wrong ? 'wrong' : 'look';
    const says = uncited ? `${cells}.annotation::after { content: ${JSON.stringify(canvas.dataset.uncited)}; }` : '';
    return `${says} ${cells} { background: var(--mark-${kind}) !important; }`
      + `${cells}:first-of-type { box-shadow: inset 0.3rem 0 0 var(--mark-${kind}-line) !important; }`;
  });
  marks.replaceSync(lines.join('\n'));
}

async function jump(place) {
  const decision = decisions().find((each) => each.name === place.dataset.decision);
  const view = decision && modeler.getView(decision);
  if (!view) return;
  await modeler.open(view);
  const row = place.rules?.[0];
  const cell = row && canvas.querySelector(`td.cell[data-row-id="${CSS.escape(row)}"] [contenteditable]`);
  (cell ?? canvas).scrollIntoView({ block: 'center', behavior: 'instant' });
  cell?.focus();
}

function watch() {
  const active = viewer();
  if (!active || active.watched) return;
  active.watched = true;
  active.on('commandStack.changed', () => {
    setChanged(true);
    drawMarks();
  });
  active.on('cellSelection.changed', ({ elementId }) => choose(elementId));
}

/** The drawing as large as there is room for; the column of row numbers with a heading. */
function arrange(view) {
  if (view?.type === 'drd' && canvas.clientWidth) viewer().get('canvas').zoom('fit-viewport', 'auto');
  const heading = canvas.querySelector('th.index-column');
  if (heading && !heading.textContent) heading.textContent = '#';
}

/** A row is chosen by any of its cells; then a provision can be cited in it. */
function choose(elementId) {
  const cell = elementId ? canvas.querySelector(`[data-element-id="${CSS.escape(elementId)}"]`) : null;
  const row = cell?.closest('tr')?.querySelector('[data-row-id]')?.dataset.rowId;
  if (row) chosen = row;
  for (const button of provisions) button.disabled = !chosen;
}

function cite(provision) {
  const row = viewer().get('elementRegistry', false)?.get(chosen);
  if (row) viewer().get('modeling').editAnnotation(row.businessObject, provision);
}

async function show(xml) {
  try {
    const { warnings } = await modeler.importXML(xml);
    const dropped = warnings.filter((one) => /unparsable|unrecognized|unknown/.test(one.message));
    box.toggleAttribute('data-locked', dropped.length > 0 || box.dataset.lost === 'true');
    say(dropped.length ? error.dataset.dropped : '');
    readMarks();
    return true;
  } catch {
    say(error.dataset.unreadable);
    return false;
  }
}

function say(message) {
  error.textContent = message;
  error.hidden = !message;
}

async function body() {
  const { xml } = await modeler.saveXML({ format: true });
  const form = new FormData();
  form.append('revision', revision);
  form.append('model', new Blob([xml], { type: 'application/xml' }), 'model.dmn');
  return form;
}

function post(address, form) {
  const token = JSON.parse(document.body.getAttribute('hx-headers:inherited'))['X-CSRFToken'];
  return fetch(address, { method: 'POST', body: form, headers: { 'X-CSRFToken': token } });
}

async function save() {
  canvas.querySelector(':focus')?.blur();
  box.setAttribute('aria-busy', 'true');
  try {
    const answer = await post(box.dataset.save, await body());
    if (![200, 409, 422].includes(answer.status)) throw new Error(answer.status);
    told.innerHTML = await answer.text();
    const result = told.querySelector('[data-revision]');
    if (answer.ok) {
      revision = result.dataset.revision;
      setChanged(false);
    }
    readMarks();
    told.querySelector('[data-outcome]')?.focus();
  } catch {
    toast(error.dataset.failed);
  } finally {
    box.removeAttribute('aria-busy');
  }
}

async function open(chosenFile) {
  const form = new FormData();
  form.append('model', chosenFile);
  const answer = await post(box.dataset.open, form).catch(() => null);
  if (!answer || (!answer.ok && answer.status !== 422)) {
    say(error.dataset.failed);
  } else if (!answer.ok) {
    say(await answer.text());
  } else if (await show(await answer.text())) {
    setChanged(true);
  }
}

async function download() {
  const answer = await post(box.dataset.take, await body());
  if (!answer.ok) {
    say(answer.status === 422 ? await answer.text() : error.dataset.failed);
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = box.dataset.name;
  link.click();
  URL.revokeObjectURL(link.href);
}

modeler.on('views.changed', () => {
  showViews();
  watch();
  chosen = '';
  choose('');
  arrange(modeler.getActiveView());
});
box.addEventListener('click', (event) => {
  const act = event.target.closest('[data-act]')?.dataset.act;
  const provision = event.target.closest('[data-cite]')?.dataset.cite;
  if (provision) cite(provision);
  if (act === 'save') save();
  if (act === 'download') download();
  if (act === 'undo' || act === 'redo') viewer()?.get('commandStack')[act]();
});
told.addEventListener('click', (event) => {
  const place = event.target.closest('[data-decision]');
  const over = event.target.closest('[data-over]');
  if (place) jump(place);
  if (over) {
    revision = over.dataset.over;
    save();
  }
  if (event.target.closest('[data-act=download]')) download();
});
file.addEventListener('change', () => file.files[0] && open(file.files[0]));
document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 's') {
    event.preventDefault();
    save();
  }
});
window.addEventListener('beforeunload', (event) => changed && event.preventDefault());

box.hidden = false;
await show(JSON.parse(document.getElementById('model-xml').textContent));
box.setAttribute('data-ready', '');
