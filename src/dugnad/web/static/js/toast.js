// Short messages in the corner, read out by screen readers because #toasts is a live region.

const colours = { act: 'danger', watch: 'warning', fine: 'success', info: 'info' };
const lasts = 8000;

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

function body(text, url) {
  const paragraph = element('p', {});
  paragraph.append(url ? element('a', { href: url, textContent: text }) : text);
  return paragraph;
}

/**
 * Shows a message and returns a function that takes it away.
 *
 * @param {string} text the words, already in the reader's language
 * @param {{kind?: 'act'|'watch'|'fine'|'info', url?: string, stays?: boolean}} [options] messages of kind `act`
 *   and those that `stays` wait until they are closed
 */
export function toast(text, { kind = 'info', url, stays = kind === 'act' } = {}) {
  const region = document.getElementById('toasts');
  const box = element('div', { className: 'ds-alert toast' });
  box.dataset.color = colours[kind] ?? 'info';
  const close = element('button', { type: 'button', textContent: '×', ariaLabel: region.dataset.closeLabel });
  const remove = () => box.remove();
  close.addEventListener('click', remove);
  box.append(body(text, url), close);
  region.append(box);
  if (!stays) setTimeout(remove, lasts);
  return remove;
}
