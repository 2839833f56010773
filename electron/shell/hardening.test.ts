import { EventEmitter } from 'node:events';
import type { App, Session, WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import {
  denyDownloads,
  denyNameResolution,
  denyNavigation,
  denyNetwork,
  denyNewWindows,
  denyPermissions,
} from './hardening.ts';

/** The parts of a session and of contents that hardening sets, kept to be asked. */
function fakeSession() {
  const set: Record<string, (...inputs: unknown[]) => unknown> = {};
  const keep = (name: string) => (handler: (...inputs: unknown[]) => unknown) => {
    set[name] = handler;
  };
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('display'),
    webRequest: { onBeforeRequest: keep('beforeRequest') },
  });
  return { session: session as unknown as Session, set, emitter: session };
}
const preventable = (fields: object = {}) => ({ ...fields, preventDefault: vi.fn() });

test.each([
  ['app://surtidor/index.html', false],
  ['data:image/png;base64,AA', false],
  ['blob:app://surtidor/0b1c', false],
  ['app://surtidor.example/index.html', true],
  ['app://other/index.html', true],
  ['http://127.0.0.1:8080/', true],
  ['https://example.org/', true],
  ['ws://127.0.0.1/', true],
  ['file:///etc/passwd', true],
  ['blob:https://example.org/0b1c', true],
  ['devtools://devtools/bundled/inspector.html', true],
])('a request for %s is cancelled: %s', (url, cancelled) => {
  const { session, set } = fakeSession();
  denyNetwork(session);
  const answer = vi.fn();
  set.beforeRequest?.({ url }, answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: cancelled });
});

test('the developer tools load themselves while they are open, and nothing else may', () => {
  const { session, set } = fakeSession();
  let areOpen = false;
  denyNetwork(session, () => areOpen);
  const isCancelled = (url: string) => {
    const answer = vi.fn();
    set.beforeRequest?.({ url }, answer);
    return answer.mock.lastCall?.[0].cancel;
  };
  const tools = 'devtools://devtools/bundled/inspector.html';
  expect(isCancelled(tools)).toBe(true);
  areOpen = true;
  expect(isCancelled(tools)).toBe(false);
  expect(isCancelled('devtools://devtools/remote/serve_file/inspector.html')).toBe(true);
  expect(isCancelled('https://example.org/')).toBe(true);
});

test('every way to ask for a permission is answered no', () => {
  const { session, set } = fakeSession();
  denyPermissions(session);
  const answer = vi.fn();
  set.request?.({}, 'geolocation', answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith(false);
  expect(set.check?.({}, 'media')).toBe(false);
  expect(set.device?.({ deviceType: 'usb' })).toBe(false);
});

test('navigation, redirects, webviews and downloads are prevented; the page may load itself anew', () => {
  const contents = Object.assign(new EventEmitter(), {
    getURL: () => 'app://surtidor/index.html',
    setWindowOpenHandler: vi.fn(),
  });
  denyNavigation(contents as unknown as WebContents);
  denyNewWindows(contents as unknown as WebContents);
  const { session, emitter } = fakeSession();
  denyDownloads(session);

  const prevented = (from: EventEmitter, name: string, fields: object = {}) => {
    const event = preventable(fields);
    from.emit(name, event);
    return event.preventDefault.mock.calls.length > 0;
  };
  const to = (url: string, isMainFrame = true) => ({ url, isMainFrame });
  expect(prevented(contents, 'will-frame-navigate', to('app://surtidor/index.html'))).toBe(false);
  expect(prevented(contents, 'will-frame-navigate', to('app://surtidor/index.html', false))).toBe(true);
  expect(prevented(contents, 'will-frame-navigate', to('app://surtidor/bench.html'))).toBe(true);
  expect(prevented(contents, 'will-frame-navigate', to('https://example.org/'))).toBe(true);
  expect(prevented(contents, 'will-redirect')).toBe(true);
  expect(prevented(contents, 'will-attach-webview')).toBe(true);
  expect(prevented(emitter, 'will-download')).toBe(true);
  expect(contents.setWindowOpenHandler.mock.lastCall?.[0]({ url: 'app://surtidor/' })).toEqual({ action: 'deny' });
});

test('Chromium resolves no name', () => {
  const appendSwitch = vi.fn();
  denyNameResolution({ commandLine: { appendSwitch } } as unknown as App);
  expect(appendSwitch).toHaveBeenCalledWith('host-resolver-rules', 'MAP * ~NOTFOUND');
});
