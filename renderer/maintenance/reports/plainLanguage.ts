/**
 * uPlot formats by `navigator.language` as soon as it is loaded. Where the machine's locale is POSIX, as on a bare kiosk,
 * Chromium says "en-US@posix", which `Intl` refuses: the page would end there.
 */
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US' });
}
