// Gives what stands out too little in the chat, for each accent: text 4.5:1, edges and rings 3:1
// (WCAG 2.2, 1.4.3 and 1.4.11). Colours are painted, as a computed one may be in any notation.
(chat, accents) => {
  const root = chat.shadowRoot;
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();

  const paint = (...colours) => {
    const key = colours.join();
    if (!known.has(key)) {
      for (const colour of colours) {
        pixel.fillStyle = colour;
        pixel.fillRect(0, 0, 1, 1);
      }
      const [r, g, b] = [...pixel.getImageData(0, 0, 1, 1).data]
        .map((c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      known.set(key, 0.2126 * r + 0.7152 * g + 0.0722 * b);
    }
    return known.get(key);
  };
  const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  // What is painted below the content of an element, from the page up.
  const layers = (element) =>
    element && element !== chat
      ? [...layers(element.parentElement), getComputedStyle(element).backgroundColor]
      : ["#fff"];
  const standsOut = (colour, below) => ratio(paint(...below, colour), paint(...below));
  const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const named = (element) => `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
  const all = [...root.querySelectorAll("*")].filter(shown);

  const texts = all.filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  // Ticks are drawn by the browser; what is in a menu looks like one by its place.
  const edged = all.filter((element) =>
    element.matches("button, summary, textarea, input:not([type=radio], [type=checkbox])") &&
    element.closest("dialog") && (!element.closest("ul") || element.matches(".choice")));
  const focused = all.filter((element) =>
    element.matches("a, button, summary, textarea, input, [tabindex]") && element.closest("dialog"));

  return accents.flatMap((accent) => {
    document.documentElement.style.setProperty("--taskforce-accent", accent);
    const faults = [];
    const check = (what, element, found, least) =>
      found >= least || faults.push(`${accent}: ${what} of ${named(element)}: ${found.toFixed(2)}`);
    for (const element of texts)
      check("text", element, standsOut(getComputedStyle(element).color, layers(element)), 4.5);
    for (const element of edged)
      check("edge", element,
        standsOut(getComputedStyle(element).borderTopColor, layers(element.parentElement)), 3);
    for (const element of focused) {
      element.focus();
      for (const details of root.querySelectorAll("details")) details.open = true;
      const { outlineColor, outlineStyle } = getComputedStyle(element);
      const ring = outlineStyle === "solid" ? standsOut(outlineColor, layers(element.parentElement)) : 0;
      check("ring", element, ring, 3);
    }
    const counts = [texts, edged, focused].map(({ length }) => length);
    if (Math.min(...counts) < (root.querySelector("dialog[open]") ? 5 : 0) || !counts[0])
      faults.push(`nothing to look at: ${counts}`);
    return faults;
  });
}
