// The plan of a building: larger and smaller, and choosing a room by touching it. All else works without script.

const frame = document.querySelector('.plan-frame');

function zoom() {
  const bar = document.querySelector('[data-zoom]');
  if (!bar || !frame) return;
  bar.hidden = false;
  let size = 1;
  bar.addEventListener('click', (event) => {
    const step = Number(event.target.closest('[data-step]')?.dataset.step ?? 0);
    if (!step) return;
    const before = frame.scrollWidth;
    const middle = [frame.scrollLeft + frame.clientWidth / 2, frame.scrollTop + frame.clientHeight / 2];
    size = Math.min(4, Math.max(1, size + step));
    if (size === 1) delete frame.dataset.size;
    else frame.dataset.size = String(size);
    const grown = frame.scrollWidth / before;
    frame.scrollLeft = middle[0] * grown - frame.clientWidth / 2;
    frame.scrollTop = middle[1] * grown - frame.clientHeight / 2;
  });
}

// While a form that asks for another room is open, a room that is touched is the answer.
function chooseOnPlan() {
  const choices = [...document.querySelectorAll('select[data-pick-on-plan]')];
  for (const choice of choices) {
    const hint = choice.parentElement.querySelector('[data-field="description"]');
    if (hint) hint.hidden = false;
  }
  frame?.addEventListener('click', (event) => {
    const room = event.target.closest('a[data-space]');
    const open = choices.find((choice) => choice.closest('details')?.open);
    if (!room || !open) return;
    const option = [...open.options].find((one) => one.value === room.dataset.space);
    if (!option) return;
    event.preventDefault();
    open.value = option.value;
    for (const other of frame.querySelectorAll('.is-shown')) other.classList.remove('is-shown');
    room.classList.add('is-shown');
    open.focus();
  });
}

// What a link points out is brought into sight within the frame.
function reveal() {
  const found = frame?.querySelector('.is-picked, .is-shown');
  if (!found || frame.scrollWidth <= frame.clientWidth) return;
  const place = found.getBoundingClientRect();
  const view = frame.getBoundingClientRect();
  frame.scrollLeft += place.left - view.left - view.width / 2;
}

zoom();
chooseOnPlan();
reveal();
