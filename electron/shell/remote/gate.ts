import type { App, IpcMain, WebContents } from 'electron';
import type { TransportLog } from '../../ipc/log.ts';
import { MACHINE_MODULE } from '../../ipc/machine.ts';

/** What `@electron/remote` hears from a renderer (its `dist/src/common/ipc-messages.d.ts`). */
export const remoteChannels = [
  'REMOTE_BROWSER_REQUIRE',
  'REMOTE_BROWSER_GET_BUILTIN',
  'REMOTE_BROWSER_GET_GLOBAL',
  'REMOTE_BROWSER_GET_CURRENT_WINDOW',
  'REMOTE_BROWSER_GET_CURRENT_WEB_CONTENTS',
  'REMOTE_BROWSER_CONSTRUCTOR',
  'REMOTE_BROWSER_FUNCTION_CALL',
  'REMOTE_BROWSER_MEMBER_CONSTRUCTOR',
  'REMOTE_BROWSER_MEMBER_CALL',
  'REMOTE_BROWSER_MEMBER_GET',
  'REMOTE_BROWSER_MEMBER_SET',
  'REMOTE_BROWSER_DEREFERENCE',
  'REMOTE_BROWSER_CONTEXT_RELEASE',
  'REMOTE_BROWSER_WRONG_CONTEXT_ERROR',
] as const;

const neverGiven = [
  'remote-get-builtin',
  'remote-get-global',
  'remote-get-current-window',
  'remote-get-current-web-contents',
] as const;

/** Remote's events are not in Electron's types. */
type RemoteEvent = { returnValue?: unknown; defaultPrevented: boolean };
type Hears = { on(event: string, listener: (...inputs: never[]) => void): unknown };

/**
 * Where `@electron/remote` is let in, for windows that are named here and for one module. Everything else it could give
 * (a builtin, a global, a window, any file that can be required) is refused, to those windows too.
 */
export function openGate(deps: {
  readonly app: App;
  readonly ipcMain: IpcMain;
  readonly remote: { initialize(): void; enable(contents: WebContents): void };
  readonly module: object;
  /** A page tried that is none of those. */
  readonly onIntruder: () => void;
  readonly log: TransportLog;
}) {
  const { ipcMain, remote, module, onIntruder, log } = deps;
  const app: Hears = deps.app;
  const allowed = new WeakSet<WebContents>();

  function refuse(event: RemoteEvent, contents: WebContents, what: string): void {
    event.defaultPrevented = true;
    log.warn({ what, window: contents.id }, 'remote: not on the list');
  }
  app.on('remote-require', (event: RemoteEvent, contents: WebContents, name: string) => {
    if (name === MACHINE_MODULE && allowed.has(contents)) event.returnValue = module;
    else refuse(event, contents, name);
  });
  for (const what of neverGiven)
    app.on(what, (event: RemoteEvent, contents: WebContents) => refuse(event, contents, what));
  for (const channel of remoteChannels)
    ipcMain.on(channel, (event) => {
      if (allowed.has(event.sender)) return;
      log.warn({ channel, window: event.sender.id }, 'remote: refused to a page that has none');
      onIntruder();
    });
  remote.initialize();

  return {
    enableFor(contents: WebContents): void {
      allowed.add(contents);
      remote.enable(contents);
    },
  };
}
