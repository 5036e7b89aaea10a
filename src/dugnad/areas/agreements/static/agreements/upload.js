// Tells of a file that is too large before it is sent. The server refuses it in any case.
for (const form of document.querySelectorAll('form[data-limit]')) {
  const input = form.querySelector('input[type="file"]')
  input.addEventListener('change', () => {
    const [file] = input.files
    const tooLarge = file && file.size > Number(form.dataset.limit)
    input.setCustomValidity(tooLarge ? form.dataset.tooLarge : '')
    if (tooLarge) input.reportValidity()
  })
}
