// Runs in the page before anything else: notes when the launcher and the text box are there.
// `watched` is what to look for: each path goes through a shadow root between its selectors.
((watched) => {
  const seen = (window.seen = { launcher: null, box: null, blocked: 0, shift: 0 });

  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("longtask", ({ duration }) => (seen.blocked += Math.max(0, duration - 50)));
  observe("layout-shift", (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));

  const find = (path) =>
    path.reduce((found, selector) => (found?.shadowRoot ?? found)?.querySelector(selector), document);

  const shown = (path) => {
    const element = find(path);
    if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { top, left, bottom, right } = element.getBoundingClientRect();
    const inView = bottom > top && right > left && top < innerHeight && bottom > 0 && left < innerWidth;
    return inView && !element.disabled;
  };

  // A timer that is set in a frame runs after it was painted.
  const noteOncePainted = (what, then) =>
    setTimeout(() => {
      seen[what] = performance.now();
      then?.();
    });

  const look = () => {
    if (watched.launcher && seen.launcher === null) {
      if (shown(watched.launcher))
        return noteOncePainted("launcher", () => {
          if (!watched.open) return;
          find(watched.launcher).click();
          requestAnimationFrame(look);
        });
    } else if (shown(watched.box)) return noteOncePainted("box");
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
