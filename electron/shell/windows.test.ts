import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ BrowserWindow: class {} }));
const { benchOptions, kioskOptions } = await import('./windows.ts');

test.each([
  ['kiosk', kioskOptions('/preload.cjs', false)],
  ['kiosk in a window', kioskOptions('/preload.cjs', true)],
  ['bench', benchOptions('/preload.cjs')],
])('every guard of the page is up: %s', (_name, { webPreferences }) => {
  expect(webPreferences).toMatchObject({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
  });
});

test('the field gets the whole screen without developer tools, a desk gets a window', () => {
  const field = kioskOptions('/preload.cjs', false);
  expect(field).toMatchObject({ kiosk: true, fullscreen: true, frame: false, webPreferences: { devTools: false } });
  const desk = kioskOptions('/preload.cjs', true);
  expect(desk.kiosk).toBeUndefined();
  expect(desk).toMatchObject({ width: 1280, webPreferences: { devTools: true } });
});
