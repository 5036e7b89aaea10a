// Passkeys: makes or uses one when a form marked data-passkey is sent, and sends what came of it.
// data-passkey: 'create' or 'get'; data-options: id of a JSON element, or data-options-url: where to ask; data-error: words.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const withBytes = (list) => list?.map((entry) => ({ ...entry, id: toBytes(entry.id) }));

/** The server's JSON as the browser wants it (WebAuthn level 3, parseCreationOptionsFromJSON and its like). */
function parsed({ publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: toBytes(options.user.id) };
  options.excludeCredentials = withBytes(options.excludeCredentials);
  options.allowCredentials = withBytes(options.allowCredentials);
  for (const name of ['excludeCredentials', 'allowCredentials']) if (!options[name]) delete options[name];
  return { publicKey: options };
}

/** A credential as JSON, every buffer in base64url. */
function told(credential) {
  const response = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    const value = credential.response[name];
    if (value) response[name] = toText(value);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  };
}

async function optionsOf(form) {
  const { options, optionsUrl } = form.dataset;
  if (options) return JSON.parse(document.getElementById(options).textContent);
  const answer = await fetch(optionsUrl, { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
  return (await answer.json()).request_options;
}

async function use(form) {
  const error = form.querySelector('[data-passkey-error]');
  error.hidden = true;
  try {
    const credential = await navigator.credentials[form.dataset.passkey](parsed(await optionsOf(form)));
    form.elements.credential.value = JSON.stringify(told(credential));
    form.submit();
  } catch {
    error.textContent = form.dataset.error;
    error.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      use(form);
    });
  }
}
