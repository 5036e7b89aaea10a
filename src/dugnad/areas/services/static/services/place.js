// Where one lives by one's own position or by a point on the map: sent once to this server, to the nearest hundred metres.
const decimals = 3;
const patience = { timeout: 15000, maximumAge: 600000 };

const form = document.querySelector('[data-point]');

function send(latitude, longitude) {
  form.elements.latitude.value = latitude.toFixed(decimals);
  form.elements.longitude.value = longitude.toFixed(decimals);
  form.requestSubmit();
}

function offerPosition(box) {
  if (!navigator.geolocation) return;
  const button = box.querySelector('button');
  const missed = box.querySelector('[data-here-missed]');
  const found = ({ coords }) => send(coords.latitude, coords.longitude);
  const denied = () => {
    button.disabled = false;
    missed.textContent = missed.dataset.textDenied;
  };
  box.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    missed.textContent = button.dataset.textWait;
    navigator.geolocation.getCurrentPosition(found, denied, patience);
  });
}

function offerMap(details) {
  const map = details.querySelector('[data-map]');
  const draw = () => import(new URL(details.dataset.script, document.baseURI).href);
  details.addEventListener('toggle', draw, { once: true });
  map.addEventListener('pick', ({ detail }) => send(detail.lat, detail.lon));
  details.querySelector('[data-middle]').addEventListener('click', () => map.dispatchEvent(new Event('pick-middle')));
}

if (form) {
  form.hidden = false;
  offerPosition(form.querySelector('[data-here]'));
  offerMap(form.querySelector('[data-place-map]'));
}
