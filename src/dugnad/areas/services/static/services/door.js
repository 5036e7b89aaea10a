// Stops a search before it is sent when it tells who somebody is or how they are, and says so.
import { identityNumbers, tellsOfHealth, withoutNumbers } from './sensitive.js';

function button(text, variant, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'ds-button';
  made.textContent = text;
  if (variant) made.dataset.variant = variant;
  made.addEventListener('click', act);
  return made;
}

function warn(form, text, buttons) {
  form.querySelector('.sensitive')?.remove();
  const box = document.createElement('div');
  box.className = 'ds-alert sensitive';
  box.dataset.color = 'warning';
  box.setAttribute('role', 'alert');
  const words = document.createElement('p');
  words.textContent = text;
  const row = document.createElement('p');
  row.className = 'actions';
  row.append(...buttons);
  box.append(words, row);
  form.querySelector('.ask-row').after(box);
  buttons[0].focus();
}

for (const form of document.querySelectorAll('[data-sensitive-form]')) {
  const field = form.querySelector('[data-sensitive]');
  let allowed = '';
  const change = () => { form.querySelector('.sensitive')?.remove(); field.focus(); };
  const send = text => { field.value = text; allowed = text; form.requestSubmit(); };
  field.addEventListener('input', () => form.querySelector('.sensitive')?.remove());
  form.addEventListener('submit', event => {
    const text = field.value;
    if (identityNumbers(text).length) {
      event.preventDefault();
      const rest = withoutNumbers(text);
      const remove = () => (rest ? send(rest) : (field.value = '', change()));
      warn(form, form.dataset.number, [button(form.dataset.remove, '', remove), button(form.dataset.change, 'tertiary', change)]);
    } else if (text !== allowed && tellsOfHealth(text)) {
      event.preventDefault();
      warn(form, form.dataset.health, [
        button(form.dataset.change, '', change), button(form.dataset.send, 'tertiary', () => send(text))]);
    }
  });
}
