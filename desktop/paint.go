package desktop

// paintScript gives the window the colour that the page has, now and whenever
// the page changes between light and dark: it shows while a window is resized or
// comes back. The page knows better than the program which theme is on.
const paintScript = `(() => {
  if (window.directoryConnectorPaint) return;
  const paint = window.directoryConnectorPaint = () => {
    for (const element of [document.body, document.documentElement]) {
      const [r, g, b, a = 1] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) || []).map(Number);
      if (a === 1 && b !== undefined) return window.runtime.WindowSetBackgroundColour(r, g, b, 255);
    }
  };
  new MutationObserver(paint).observe(document.documentElement, { attributes: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  paint();
})()`
