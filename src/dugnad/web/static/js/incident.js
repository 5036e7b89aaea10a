// The commander's screen: taps are kept until the server has them, the picture is fetched anew when something happens,
// and clocks run on between pictures.
import { onLive } from 'dugnad/live';
import { toast } from 'dugnad/toast';

const screen = document.getElementById('incident');
const { incident, sayUrl, pictureUrl, workerUrl } = screen.dataset;
const words = screen.dataset;
const key = `said:${incident}`;
const shortest = 1000;
const longest = 15000;
let wait = shortest;
let sending = false;
let settled = 0;
let timer = 0;

/** What was said and is not yet known to have arrived. It names nobody: ids and states only. */
function waiting() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]');
  } catch {
    return [];
  }
}

function keep(sayings) {
  if (sayings.length) localStorage.setItem(key, JSON.stringify(sayings));
  else localStorage.removeItem(key);
  const note = document.getElementById('unsent');
  note.hidden = sayings.length === 0;
  note.querySelector('b').textContent = sayings.length;
}

function say(kind, about, value) {
  const saying = { id: crypto.randomUUID(), kind, about, value, said_at: new Date().toISOString() };
  keep([...waiting(), saying]);
  show(saying);
  send();
}

/** Shows a saying before the server has answered. */
function show({ kind, about, value }) {
  for (const target of document.querySelectorAll(`[data-of="${CSS.escape(`${kind}:${about}`)}"]`)) {
    target.dataset.state = value.state;
    const word = target.querySelector('[data-word]');
    const label = words[`${kind}${value.state.replaceAll('_', '')}`];
    if (word && label) word.textContent = label;
  }
}

async function post(sayings) {
  const ask = () =>
    fetch(sayUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': words.token },
      body: JSON.stringify({ sayings, sent_at: new Date().toISOString() }),
    });
  const response = await ask();
  return response.status === 403 && (await renewToken()) ? ask() : response;
}

/** A page that was open through a new log-in holds an old token; what was tapped is not lost for that. */
async function renewToken() {
  const response = await fetch(location.pathname, { headers: { Accept: 'text/html' }, cache: 'no-store' });
  if (!response.ok || response.redirected) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  screen.dataset.token = page.getElementById('incident')?.dataset.token ?? '';
  return screen.dataset.token !== '';
}

/** Drops what the server has, or will never take; what it could not be told stays. */
async function settle(response, sent) {
  if (response.status >= 500 || [401, 429].includes(response.status)) throw new Error(`${response.status}`);
  const ids = new Set(sent.map(({ id }) => id));
  settled += 1;
  keep(waiting().filter(({ id }) => !ids.has(id)));
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    toast(problem.detail || problem.title || words.refused, { kind: 'act' });
    fetchPicture();
  }
}

async function send() {
  clearTimeout(timer);
  const sayings = waiting().slice(0, 100);
  if (sending || sayings.length === 0) return;
  sending = true;
  try {
    await settle(await post(sayings), sayings);
    wait = shortest;
    tellContact(true);
  } catch {
    wait = Math.min(wait * 2, longest);
    tellContact(false);
  }
  sending = false;
  if (waiting().length) timer = setTimeout(send, wait === shortest ? 0 : wait);
}

function tellContact(has) {
  document.getElementById('no-contact').hidden = has;
}

/* ---- The picture ---- */

let fetching = false;
let again = false;

async function fetchPicture() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  again = false;
  const known = settled;
  try {
    const response = await fetch(pictureUrl, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    // Signed out: what is on the screen is no longer for whoever holds it.
    if (response.redirected) location.reload();
    else if (response.ok) putUnlessOlder(await response.text(), known);
    else if (response.status < 500) location.reload();
    // A picture that was kept for lack of a network is no sign of one.
    const fresh = response.ok && !response.headers.has('x-kept-at');
    tellContact(fresh);
    if (fresh) keepPage();
  } catch {
    tellContact(false);
  }
  fetching = false;
  if (again) setTimeout(fetchPicture, 150);
}

/** A picture that was asked for before the server had a tap may lack it: then it is asked for again. */
function putUnlessOlder(html, known) {
  if (known === settled) put(html);
  else again = true;
}

const untilClick = 100;
let pressed = false;
let held = false;
let lifting = 0;

/** A button that is replaced between finger down and finger up is never clicked: the picture waits that long. */
addEventListener('pointerdown', ({ button }) => {
  clearTimeout(lifting);
  pressed = button === 0;
}, { capture: true, passive: true });
for (const end of ['pointerup', 'pointercancel']) {
  addEventListener(end, () => { lifting = setTimeout(lifted, untilClick); }, { capture: true, passive: true });
}
addEventListener('blur', lifted);

function lifted() {
  pressed = false;
  if (held) fetchPicture();
}

/** Puts the new picture in place part by part, so that nothing under a finger moves that has not changed. */
function put(html) {
  held = pressed;
  if (held) return;
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  for (const part of fresh.querySelectorAll('[data-part]')) {
    const old = document.getElementById(part.id);
    if (old && old.dataset.part !== part.dataset.part) replace(old, part);
  }
  waiting().forEach(show);
  showStorey();
  tick();
}

function replace(old, part) {
  const held = document.activeElement?.closest('[data-part]') === old ? hold(document.activeElement) : null;
  const open = [...old.querySelectorAll('details[open]')].map(({ id }) => id).filter(Boolean);
  const scrolled = old.querySelector('[data-scroll]')?.scrollTop ?? 0;
  old.replaceWith(part);
  open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
  const scroller = part.querySelector('[data-scroll]');
  if (scroller) scroller.scrollTop = scrolled;
  if (held) release(held);
}

const reached = 'a, button, input, summary, [tabindex]';

/** Where the focus is, and what is written there: the place among what can be reached in the nearest element with an id. */
function hold(element) {
  const around = (element.id ? element : element.parentElement).closest('[id]');
  const typed = element.matches('input') ? [element.value, element.selectionStart, element.selectionEnd] : null;
  return { id: around.id, place: around === element ? -1 : [...around.querySelectorAll(reached)].indexOf(element), typed };
}

function release({ id, place, typed }) {
  const around = document.getElementById(id);
  const element = place < 0 ? around : around?.querySelectorAll(reached)[place];
  if (!element) return;
  element.focus({ preventScroll: true });
  if (typed) {
    [element.value] = typed;
    element.setSelectionRange(typed[1], typed[2]);
  }
}

/* ---- Floors ---- */

let storey = '';

function showStorey(chosen = storey) {
  const tabs = [...document.querySelectorAll('[data-storey-tab]')];
  const wanted = tabs.find((tab) => tab.dataset.storeyTab === chosen) ?? tabs.find((tab) => tab.dataset.first) ?? tabs[0];
  if (!wanted) return;
  storey = chosen;
  for (const tab of tabs) tab.setAttribute('aria-pressed', String(tab === wanted));
  for (const floor of document.querySelectorAll('[data-storey]')) {
    floor.hidden = floor.dataset.storey !== wanted.dataset.storeyTab;
  }
}

/* ---- Clocks ---- */

const pad = (number) => String(Math.floor(number)).padStart(2, '0');

function clock(seconds) {
  const sign = seconds < 0 ? '−' : '';
  const whole = Math.abs(Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${pad((whole % 3600) / 60)}:${pad(whole % 60)}`;
  return sign + (hours ? `${hours}:${rest}` : rest.replace(/^0/, ''));
}

function ago(seconds) {
  if (seconds < 90) return words.secondsago.replace('0', Math.max(0, Math.round(seconds)));
  return words.minutesago.replace('0', Math.round(seconds / 60));
}

function tick() {
  const now = Date.now() + offset;
  for (const part of document.querySelectorAll('time[data-since]')) {
    const text = clock((now - Date.parse(part.dateTime)) / 1000);
    if (part.textContent !== text) part.textContent = text;
  }
  for (const part of document.querySelectorAll('time[data-ago]')) {
    const text = ago((now - Date.parse(part.dateTime)) / 1000);
    if (part.textContent !== text) part.textContent = text;
  }
  for (const part of document.querySelectorAll('[data-left]')) {
    const left = Number(part.dataset.left) - (now - Date.parse(part.dataset.at)) / 1000;
    const text = clock(left);
    if (part.textContent !== text) part.textContent = text;
    part.dataset.over = String(left < 0);
  }
}

// A tablet's clock may be wrong; times are told by the server's.
const offset = Date.parse(words.now) - Date.now();

/* ---- Hands ---- */

document.addEventListener('click', (event) => {
  const tab = event.target.closest('[data-storey-tab]');
  if (tab) return showStorey(tab.dataset.storeyTab);
  const button = event.target.closest('[data-say]');
  if (button) {
    event.preventDefault();
    button.closest('details')?.removeAttribute('open');
    return say(button.dataset.say, button.dataset.about ?? '', { state: button.dataset.to });
  }
  const shape = event.target.closest('[data-choose]');
  if (shape) choose(shape);
  return undefined;
});

document.addEventListener('keydown', (event) => {
  const shape = event.target.closest?.('[data-choose]');
  if (!shape || !['Enter', ' '].includes(event.key)) return;
  event.preventDefault();
  choose(shape);
});

/** Asks what is known of the room, door or stair that was touched on the plan. */
function choose(shape) {
  const dialog = document.getElementById(`say-${shape.dataset.choose}`);
  dialog.querySelector('[data-title]').textContent = shape.dataset.name;
  for (const button of dialog.querySelectorAll('[data-say]')) button.dataset.about = shape.dataset.about;
  dialog.showModal();
}

for (const dialog of document.querySelectorAll('dialog.say')) {
  dialog.addEventListener('click', ({ target }) => {
    if (target.closest('button') || target === dialog) dialog.close();
  });
}

document.addEventListener('submit', (event) => {
  if (event.target.id !== 'note-form') return;
  event.preventDefault();
  const field = event.target.elements.text;
  const text = field.value.trim();
  if (text) say('note', crypto.randomUUID(), { state: '', text });
  field.value = '';
});

document.addEventListener('click', ({ target }) => {
  if (!target.closest('#night')) return;
  const root = document.documentElement;
  root.dataset.colorScheme = root.dataset.colorScheme === 'dark' ? 'auto' : 'dark';
  localStorage.setItem('night', root.dataset.colorScheme);
});

if (localStorage.getItem('night') === 'dark') document.documentElement.dataset.colorScheme = 'dark';

onLive(['rescue.incident'], ({ thing }) => thing === incident && fetchPicture());
addEventListener('online', () => [send(), fetchPicture()]);
document.addEventListener('live-state', ({ detail }) => {
  tellContact(detail === 'open');
  if (detail === 'open') [send(), fetchPicture()];
});
setInterval(tick, 1000);
setInterval(fetchPicture, 15000);
keep(waiting());
waiting().forEach(show);
showStorey();
tick();
send();
let pageKept = Boolean(navigator.serviceWorker?.controller);
let keeping = false;

// At the first visit the page is there before the worker that keeps it: it is asked for again once the worker is, and,
// if that fails, with the pictures that come until it is kept.
async function keepPage() {
  if (pageKept || keeping || !navigator.serviceWorker?.controller) return;
  keeping = true;
  pageKept = await fetch(location.pathname, { headers: { Accept: 'text/html' } }).then(({ ok }) => ok, () => false);
  keeping = false;
}

navigator.serviceWorker?.addEventListener('controllerchange', keepPage);
navigator.serviceWorker?.register(workerUrl, { scope: words.scope }).catch(() => {});
