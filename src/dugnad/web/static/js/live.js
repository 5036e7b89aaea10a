// The one stream of changes from the server (text/event-stream), shared by everything on the page.
// An element says which events or kinds of thing it waits for: data-live="agreement.signed job"; to hear of one thing
// only: data-live-thing="ID". It then receives the DOM event 'live' (so hx-trigger="live" works) with detail
// {event, kind, thing, id}.

const address = '/live';
const shortest = 1000;
const longest = 30000;
const listeners = new Set();
// The log's last entry before this page was made: what was written between then and now is sent first.
let lastId = document.querySelector('meta[name="live-from"]')?.content ?? '';
let wait = shortest;
let connection = null;

/** The fields of one message, as the HTML standard's chapter on server-sent events reads them. */
function fieldsOf(block) {
  const fields = { data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    fields[name] = name === 'data' && fields.data ? `${fields.data}\n${value}` : value;
  }
  return fields;
}

function isMeant({ live, liveThing }, { event, kind, thing }) {
  const names = live.split(/\s+/);
  return (names.includes(event) || names.includes(kind)) && (!liveThing || liveThing === thing);
}

function tell(detail) {
  for (const listener of listeners) {
    if (listener.names.has(detail.event) || listener.names.has(detail.kind)) listener.tell(detail);
  }
  for (const target of document.querySelectorAll('[data-live]')) {
    if (isMeant(target.dataset, detail)) target.dispatchEvent(new CustomEvent('live', { detail }));
  }
}

function deliver(block) {
  const { id, retry, data } = fieldsOf(block);
  if (id !== undefined) lastId = id;
  if (/^\d+$/.test(retry ?? '')) wait = Number(retry);
  if (data) tell({ ...JSON.parse(data), id: lastId });
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop();
    blocks.forEach(deliver);
  }
}

function tellState(state) {
  document.documentElement.dataset.connection = state;
  document.dispatchEvent(new CustomEvent('live-state', { detail: state }));
}

/** One connection from beginning to end: true when it is worth trying again. */
async function connectOnce(signal) {
  const headers = { Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) };
  const response = await fetch(address, { headers, signal, cache: 'no-store' });
  if (response.status === 204 || (response.status >= 400 && response.status < 500)) return false;
  if (!response.ok) throw new Error(`The stream answered ${response.status}.`);
  wait = shortest;
  tellState('open');
  await read(response.body);
  return true;
}

function pause(signal) {
  const jittered = wait * (0.75 + Math.random() / 2);
  wait = Math.min(wait * 2, longest);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, jittered);
    signal.addEventListener('abort', () => [clearTimeout(timer), resolve()]);
  });
}

async function stayConnected(signal) {
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (!(await connectOnce(signal))) return;
      failures = 0;
    } catch {
      if (signal.aborted) return;
      failures += 1;
    }
    if (failures === 2) tellState('lost');
    await pause(signal);
  }
}

function isNeeded() {
  const waiting = listeners.size > 0 || document.querySelector('[data-live]');
  return waiting && document.visibilityState === 'visible';
}

/** Connects while the page waits for something and can be seen; what came meanwhile is sent again by the server. */
export function refresh() {
  if (!isNeeded()) {
    connection?.abort();
    connection = null;
  } else if (!connection) {
    connection = new AbortController();
    stayConnected(connection.signal);
  }
}

/**
 * Calls `tell({event, kind, thing, id})` for each event, or kind of thing, with one of the names. Returns a function
 * that ends it.
 *
 * @param {string[]} names
 * @param {(detail: {event: string, kind: string, thing: string, id: string}) => void} tell
 */
export function onLive(names, tell) {
  const listener = { names: new Set(names), tell };
  listeners.add(listener);
  refresh();
  return () => listeners.delete(listener);
}

document.addEventListener('visibilitychange', refresh);
