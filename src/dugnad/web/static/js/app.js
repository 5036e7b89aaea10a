// What every page does with script: menus that close, questions before forms are sent, live changes, messages.
import { refresh } from 'dugnad/live';
import { toast } from 'dugnad/toast';

window.dsWarnings = false;

function closeDropdowns(except) {
  for (const open of document.querySelectorAll('.dropdown[open]')) {
    if (!open.contains(except)) open.open = false;
  }
}

document.addEventListener('click', ({ target }) => closeDropdowns(target));

document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  const open = document.querySelector('.dropdown[open]');
  if (!open) return;
  open.open = false;
  open.querySelector('summary').focus();
});

/** Sends the form once the dialog named by data-confirm is answered with yes. */
function ask(form, submitter) {
  const dialog = document.getElementById(form.dataset.confirm);
  const answered = () => {
    if (dialog.returnValue !== 'confirm') return;
    form.dataset.confirmed = 'yes';
    form.requestSubmit(submitter);
  };
  dialog.returnValue = '';
  dialog.addEventListener('close', answered, { once: true });
  dialog.showModal();
}

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if (!form.dataset.confirm) return;
    if (form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, event.submitter);
  },
  { capture: true },
);

const texts = document.getElementById('toasts').dataset;

/** The server can send words along with an answer: HX-Trigger: {"toast": {"text": "...", "kind": "fine"}}. */
document.addEventListener('toast', ({ detail }) => toast(detail.text, detail));

/** Answers that say what is wrong with a form are shown in its place; the others leave the page as it was. */
function isShown(status) {
  return [400, 409, 422].includes(status);
}

for (const failure of ['htmx:error', 'htmx:response:error']) {
  document.addEventListener(failure, ({ detail }) => {
    if (!isShown(detail?.ctx?.response?.status)) toast(texts.failed, { kind: 'act' });
  });
}

let takeAway = null;

document.addEventListener('live-state', ({ detail: state }) => {
  if (state === 'lost' && !takeAway) takeAway = toast(texts.offline, { kind: 'watch', stays: true });
  if (state === 'open' && takeAway) {
    takeAway();
    takeAway = null;
    toast(texts.online, { kind: 'fine' });
  }
});

document.addEventListener('htmx:after:swap', refresh);
refresh();
