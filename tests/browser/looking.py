"""What is asked of every page in the browser."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
AXE = """rules => axe.run(document, rules).then(({violations}) => violations.flatMap(
    ({id, help, nodes}) => nodes.map(node => `${id}: ${help}: ${node.html.slice(0, 160)}`)))"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SETTLED = """() => document.fonts.ready.then(() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(true))))).then(() => Promise.allSettled(
    document.getAnimations().filter(one => one.effect?.getTiming().iterations !== Infinity).map(one => one.finished)))
    .then(() => true)"""
# Everything that a person can act on: shown, enabled, not folded away. Of radio buttons the tab key reaches one.
INTERACTIVE = """() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const groups = new Set();
  const shown = [...document.querySelectorAll(wanted)].filter(element =>
    !element.disabled && element.tabIndex >= 0 && element.closest('[inert]') === null
    && element.checkVisibility({checkVisibilityCSS: true, contentVisibilityAuto: true}));
  window.interactive = shown.filter(element => {
    if (element.type !== 'radio') return true;
    const group = element.form?.id + '/' + element.name;
    const checked = [...document.getElementsByName(element.name)].find(one => one.checked);
    if (groups.has(group) || (checked && checked !== element)) return false;
    return groups.add(group);
  });
  window.reached = new Map();
  window.look = element => ['', '::before', '::after'].map(part => {
    const style = getComputedStyle(element, part || null);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor, style.borderColor,
            style.textDecorationThickness].join();
  }).join();
  // A card shows the focus of the link in its heading, a row that of the box before its label.
  window.family = element => {
    const around = [element];
    while (around.length < 4 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
    return [...around, ...(element.labels ?? [])];
  };
  window.atRest = new Map(window.interactive.map(element => [element, window.family(element).map(window.look)]));
  return window.interactive.length;
}"""
# A date has several stops, of which the browser draws some itself: one that is seen is enough.
FOCUSED = """() => {
  const element = document.activeElement;
  const before = window.atRest.get(element);
  if (!before) return;
  const after = window.family(element).map(window.look);
  const seen = after.some((look, place) => look !== before[place]);
  window.reached.set(element, window.reached.get(element) || seen);
}"""
FAULTS = """() => window.interactive.filter(element =>
  element.isConnected && !window.reached.get(element)).map(element =>
  (window.reached.has(element) ? 'takes the focus without showing it: ' : 'is not reached by the tab key: ')
  + element.outerHTML.slice(0, 160))"""
STOPS_OF_A_DATE = 4


def settle(page: Page) -> None:
    """Wait until fonts are there, the map is drawn, two frames have passed, and what fades in has done so."""
    page.evaluate(SETTLED)
    if page.locator("[data-map]:visible").count():
        page.locator("[data-map][data-ready]").first.wait_for(state="attached", timeout=60_000)


def violations(page: Page, **options: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice."""
    found: list[str] = page.evaluate(AXE, {**RULES, **options})
    return found


def wider_than_its_window(page: Page) -> int:
    """Pixels that the page would have to be scrolled sideways."""
    pixels: int = page.evaluate(WIDER)
    return pixels


def keyboard_faults(page: Page) -> list[str]:
    """What the tab key does not reach, or reaches without showing it."""
    count: int = page.evaluate(INTERACTIVE)
    dates = page.locator("input[type=date], input[type=datetime-local], input[type=time]").count()
    for _ in range(count + STOPS_OF_A_DATE * dates + 5):
        page.keyboard.press("Tab")
        page.evaluate(FOCUSED)
    faults: list[str] = page.evaluate(FAULTS)
    return faults
