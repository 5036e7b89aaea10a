// dmn-js and the text editor in it write styles in two ways that the site's policy forbids: style="" in HTML, and
// <style> in the head. On the editor's page both are done in the way that the policy allows, through the style objects
// of the browser, so that the policy stays as it is. Loaded before dmn-js.
const markup = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
const create = document.createElement;

Object.defineProperty(Element.prototype, 'innerHTML', {
  ...markup,
  set(html) {
    const text = String(html);
    markup.set.call(this, text.replace(/(<[^<>]*?\s)style=(["'])/g, '$1data-style=$2'));
    for (const element of this.querySelectorAll('[data-style]')) {
      element.style.cssText = element.dataset.style;
      element.removeAttribute('data-style');
    }
  },
});

/** What stands where a <style> would: its text goes to a sheet of the document's own. */
function adopted(element) {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  return Object.defineProperty(element, 'textContent', {
    get: () => [...sheet.cssRules].map((rule) => rule.cssText).join('\n'),
    set: (text) => sheet.replaceSync(text),
  });
}

document.createElement = function createElement(name, ...more) {
  if (String(name).toLowerCase() === 'style') return adopted(create.call(this, 'template'));
  return create.call(this, name, ...more);
};
