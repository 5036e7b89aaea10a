// Keeps the open incident's screen and the files it needs, so that it opens again without a network. What was kept
// of an incident goes when the server no longer gives it.
const shell = 'incident-{{ version }}';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(tidy()));

async function tidy() {
  for (const name of await caches.keys()) if (name !== shell) await caches.delete(name);
  await self.clients.claim();
}

const isScreen = (url) => /\/rescue\/incidents\/[0-9a-f-]{36}\/(picture\/)?$/.test(url.pathname);
const isFile = (url) => url.pathname.startsWith('{{ static_url }}');

async function fromNetwork(request) {
  const kept = await caches.open(shell);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await kept.put(request, response.clone());
    else if (response.redirected || response.status < 500) await kept.delete(request);
    return response;
  } catch (failure) {
    const known = await kept.match(request);
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
