// A sentence of the letter lights up the condition it tells of, by pointer and by keyboard.
const light = (event, on) => {
  const sentence = event.target.closest?.('[data-lights]');
  if (!sentence) return;
  sentence.classList.toggle('lit', on);
  document.getElementById(sentence.dataset.lights)?.classList.toggle('lit', on);
};
const page = document.querySelector('[data-case]');
for (const name of ['pointerover', 'focusin']) page?.addEventListener(name, (event) => light(event, true));
for (const name of ['pointerout', 'focusout']) page?.addEventListener(name, (event) => light(event, false));
