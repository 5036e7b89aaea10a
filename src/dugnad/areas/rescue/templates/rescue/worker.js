// Keeps the open incident's screen and the files it needs, so that it opens again without a network. What was kept
// of an incident goes when the server no longer gives it, and after twelve hours.
const shell = 'incident-{{ version }}';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(tidy()));

async function tidy() {
  for (const name of await caches.keys()) if (name !== shell) await caches.delete(name);
  await self.clients.claim();
}

const isScreen = (url) => /\/rescue\/incidents\/[0-9a-f-]{36}\/(picture\/)?$/.test(url.pathname);
const isFile = (url) => url.pathname.startsWith('{{ static_url }}');

const longest = 12 * 3600 * 1000;
const stamp = 'x-kept-at';

/** A copy that says when it was kept. */
async function stamped(response) {
  const headers = new Headers(response.headers);
  headers.set(stamp, String(Date.now()));
  return new Response(await response.clone().blob(), { status: response.status, headers });
}

async function stillKept(kept, request) {
  const known = await kept.match(request);
  if (!known || Date.now() - Number(known.headers.get(stamp)) < longest) return known;
  await kept.delete(request);
  return undefined;
}

async function fromNetwork(request) {
  const kept = await caches.open(shell);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await kept.put(request, await stamped(response));
    else if (response.redirected || response.status < 500) await kept.delete(request);
    return response;
  } catch (failure) {
    const known = await stillKept(kept, request);
    if (known) return known;
    throw failure;
  }
}

async function fromKept(request) {
  const kept = await caches.open(shell);
  const known = await kept.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await kept.put(request, response.clone());
  return response;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (isScreen(url)) event.respondWith(fromNetwork(request));
  else if (isFile(url)) event.respondWith(fromKept(request));
});
