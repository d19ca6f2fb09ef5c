"""The form as a person meets it in a browser without scripts, for tests."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

# What a checker of accessibility looks at: names, ids, what is tied to what, headings, language.
FAULTS = """() => {
  const faults = [], all = (what) => [...document.querySelectorAll(what)];
  const ids = all("[id]").map((element) => element.id);
  faults.push(...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `twice: ${id}`));
  for (const element of all("[aria-describedby], [aria-labelledby], label[for], a[href^='#']")) {
    const named = ["aria-describedby", "aria-labelledby", "for"]
      .flatMap((name) => (element.getAttribute(name) ?? "").split(" "))
      .concat(element.hash?.slice(1) ?? []).filter(Boolean);
    faults.push(...named.filter((id) => !ids.includes(id)).map((id) => `nowhere: ${id}`));
  }
  for (const field of all("input:not([type=hidden]), textarea")) {
    if (![...field.labels].some((label) => label.textContent.trim())) faults.push("no label");
    if (field.placeholder) faults.push(`placeholder: ${field.id}`);
  }
  const levels = all("h1, h2, h3").map((heading) => heading.localName).filter((n) => n === "h1");
  if (levels.length !== 1) faults.push(`${levels.length} main headings`);
  if (document.documentElement.lang !== "en-GB") faults.push("no language");
  if (all("main").length !== 1) faults.push("no main part");
  if (all("[tabindex]:not([tabindex='-1'])").length) faults.push("an order of its own");
  return faults;
}"""
TOO_WIDE = """() => [document.documentElement, ...document.body.querySelectorAll("*")]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5
    || (element === document.documentElement && element.scrollWidth > innerWidth))
  .map((element) => element.outerHTML.slice(0, 200))"""
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, textarea, input")]
  .filter((target) => target.checkVisibility())
  .filter((target) => !target.matches("p:not(.way) > a:not(.onward)"))  // in a sentence
  .map((target) => [target.outerHTML, target.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44)
  .map(([html, box]) => `${html.slice(0, 80)} ${box.width} x ${box.height}`)"""
FAINT = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour)
      .map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  const ratio = (one, other) => {
    const pair = [light(one), light(other)];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  };
  const texts = [...document.body.querySelectorAll("*")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) &&
    element.getBoundingClientRect().width > 1);
  const fields = [...document.querySelectorAll("input, textarea, .summary, .done")]
    .filter((field) => field.checkVisibility());
  return [
    ...(texts.length < 8 ? ["nothing to look at"] : []),
    ...texts.map((e) => [e.textContent, ratio(getComputedStyle(e).color, behind(e)), 4.5]),
    ...fields.map((e) =>
      [e.outerHTML, ratio(getComputedStyle(e).borderTopColor, behind(e.parentElement)), 3]),
  ].filter(([, found, least]) => !(found >= least));
}"""
# As much room between letters, words and lines as WCAG 2.2, 1.4.12 asks a page to bear.
WITH_ROOM = """() => document.querySelectorAll("*").forEach((element) => {
  Object.assign(element.style,
    { lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" });
  if (element.localName === "p") element.style.marginBottom = "2em";
})"""
_FOCUSED = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  const box = focused.getClientRects()[0];
  const [x, y] = [box.x + Math.min(box.width, 40) / 2, box.y + Math.min(box.height, 40) / 2];
  return {
    name: focused === document.body ? null : focused.id || focused.textContent.trim(),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth),
    uncovered: focused.contains(document.elementFromPoint(x, y)),
  };
}"""


class FormPage:
    """The pages of the form.

    Attributes:
        page: the page.
        trouble: what the browser complained of, such as a breach of the content security policy.
    """

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.trouble: list[str] = []
        self._site = site
        page.on("console", lambda message: self._heard(message.type, message.text))

    def open(self, query: str = "") -> None:
        """Open the form."""
        self.page.goto(f"{self._site}/enquiry{query}")

    def field(self, name: str) -> Locator:
        """Return the field with this label."""
        return self.page.get_by_label(name)

    @property
    def summary(self) -> Locator:
        """What is wrong, at the top."""
        return self.page.get_by_role("alert")

    def fill(self, message: str, email: str) -> None:
        """Fill what must be filled."""
        self.field("Your message").fill(message)
        self.field("Your email address").fill(email)
        self.field("Yes, pass this on").check()

    def send(self) -> None:
        """Press the button, and wait for the page that comes, with its style."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role("button", name="Send to the team").click()

    def make_every_mistake(self) -> None:
        """Send a form that shows every kind of problem at once."""
        self.field("Your email address").fill("pat@gamil.com")
        self.field("Your name").fill("averylongnamethatgoeson" * 5)
        self.field("Your organisation").fill("o" * 101)
        self.send()

    def next_stop(self) -> str | None:
        """Press Tab and return where the focus is, which must be seen; None at the end."""
        self.page.keyboard.press("Tab")
        focused: dict[str, Any] = self.page.evaluate(_FOCUSED)
        if focused["name"] is None:
            return None
        assert focused["ring"] >= 2, focused
        assert focused["uncovered"], focused
        return str(focused["name"])

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            self.trouble.append(text)
