// The one stream of changes from the server (text/event-stream), shared by everything on the page.
// An element says what it waits for: data-live="agreement.signed job" and, to hear of one thing only, data-live-key="ID".
// It then receives the DOM event 'live' (so hx-trigger="live" works) with detail {type, id, data}.

const shortest = 1000;
const longest = 30000;
const listeners = new Set();
let lastId = '';
let wait = shortest;
let connection = null;

/** Turns the lines of one event into {type, id, data, retry}; the names are those of the HTML standard, 9.2. */
function parsed(block) {
  const fields = { event: 'message', data: [] };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') fields.data.push(value);
    else fields[name] = value;
  }
  return { type: fields.event, id: fields.id, retry: fields.retry, text: fields.data.join('\n') };
}

function content(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isMeant(target, { type, data }) {
  const types = target.dataset.live.split(/\s+/);
  const key = target.dataset.liveKey;
  return types.includes(type) && (!key || key === String(data?.key ?? ''));
}

function deliver(block) {
  const { type, id, retry, text } = parsed(block);
  if (id !== undefined) lastId = id;
  if (/^\d+$/.test(retry ?? '')) wait = Number(retry);
  if (text === '') return;
  const detail = { type, id: lastId, data: content(text) };
  for (const listener of listeners) {
    if (listener.types.has(type)) listener.tell(detail);
  }
  for (const target of document.querySelectorAll('[data-live]')) {
    if (isMeant(target, detail)) target.dispatchEvent(new CustomEvent('live', { detail }));
  }
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop();
    blocks.filter(Boolean).forEach(deliver);
  }
}

function wanted() {
  const types = new Set([...listeners].flatMap((listener) => [...listener.types]));
  for (const { dataset } of document.querySelectorAll('[data-live]')) {
    dataset.live.split(/\s+/).forEach((type) => types.add(type));
  }
  return types;
}

function tellState(state) {
  document.documentElement.dataset.connection = state;
  document.dispatchEvent(new CustomEvent('live-state', { detail: state }));
}

/** One connection from beginning to end: true when it is worth trying again. */
async function connectOnce(url, signal) {
  const headers = { Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) };
  const response = await fetch(url, { headers, signal, cache: 'no-store' });
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

async function stayConnected(address, signal) {
  const url = new URL(address, document.baseURI);
  url.searchParams.set('types', [...wanted()].sort().join(','));
  while (!signal.aborted) {
    try {
      if (!(await connectOnce(url, signal))) return;
    } catch {
      if (signal.aborted) return;
    }
    tellState('lost');
    await pause(signal);
  }
}

function stop() {
  connection?.abort();
  connection = null;
}

/** Connects when the page waits for something and can be seen; otherwise disconnects. */
export function refresh() {
  const address = document.querySelector('meta[name="live"]')?.content;
  const needed = address && wanted().size > 0 && document.visibilityState === 'visible';
  if (!needed) return stop();
  if (connection) return undefined;
  connection = new AbortController();
  return stayConnected(address, connection.signal);
}

/**
 * Calls `tell({type, id, data})` for each event of the given types. Returns a function that ends it.
 *
 * @param {string[]} types names of events
 * @param {(detail: {type: string, id: string, data: unknown}) => void} tell
 */
export function onLive(types, tell) {
  const listener = { types: new Set(types), tell };
  listeners.add(listener);
  stop();
  refresh();
  return () => listeners.delete(listener);
}

document.addEventListener('visibilitychange', refresh);
