import type { App, Session, WebContents } from 'electron';
import { ORIGIN } from './addresses.ts';

const TOOLS = 'devtools://devtools/bundled/';

/**
 * What a page must not do, each denied by a function of its own. The station needs none of it: its devices are
 * reached from the main process, its page is served from the package.
 */

/** Camera, location, USB, notifications and all the rest: no page of ours asks, so whoever asks is not ours. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
}

/**
 * Every request that is not for a file of ours is cancelled, whatever the page's policy says. While an administrator has
 * the developer tools open, they may load themselves out of Electron.
 */
export function denyNetwork(session: Session, toolsAreOpen: () => boolean = () => false): void {
  const isTools = (url: string) => url.startsWith(TOOLS) && toolsAreOpen();
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isLocal(url) && !isTools(url) }));
}

/** Chromium itself may not resolve a name either (prefetch, WebRTC, updates). Node's sockets do not pass through it. */
export function denyNameResolution(app: App): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  app.commandLine.appendSwitch('disable-background-networking');
}

/** A page stays where it is; it may load itself anew. */
export function denyNavigation(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== contents.getURL()) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

export function denyNewWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

export function denyDownloads(session: Session): void {
  session.on('will-download', (event) => event.preventDefault());
}

/** `data:` and `blob:` never leave the page's own process. */
function isLocal(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`) || url.startsWith('data:') || url.startsWith(`blob:${ORIGIN}/`);
}
