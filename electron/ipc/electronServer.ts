import type { IpcMain, WebContents, WebFrameMain } from 'electron';
import { channelNames, channelOf } from './channels.ts';
import type { Group } from './contract.ts';
import { type Dispatcher, refusal, type Sender } from './dispatcher.ts';
import type { TransportLog } from './log.ts';
import { pushChannels, type Sources } from './sources.ts';
import { createViewPump } from './viewPump.ts';

/** Which groups each page may use, by the page's exact address. */
export type PageGroups = Readonly<Record<string, readonly Group[]>>;

/**
 * The contract over Electron's IPC: one handler a call, each answered only to the top frame of a page of ours. A
 * question that is refused rejects in the page too.
 */
export function serveIpc(deps: {
  readonly ipcMain: IpcMain;
  readonly dispatcher: Dispatcher;
  readonly pages: PageGroups;
  readonly log: TransportLog;
}): void {
  const { ipcMain, dispatcher, pages, log } = deps;
  const senders = new WeakMap<WebContents, Sender>();

  function senderOf(contents: WebContents, frame: WebFrameMain | null): Sender | null {
    // Null: the frame is already gone. A parent: some frame inside a page, which ours never have.
    const groups = frame && frame.parent === null ? pages[addressOf(frame.url)] : undefined;
    if (!groups) return null;
    const known = senders.get(contents);
    if (known?.groups === groups) return known;
    const sender = { name: `window ${contents.id}`, groups };
    senders.set(contents, sender);
    return sender;
  }

  for (const member of channelNames) {
    if (member.direction !== 'toMain') continue;
    const channel = channelOf(member);
    ipcMain.handle(channel, (event, input: unknown) => {
      const sender = senderOf(event.sender, event.senderFrame);
      if (sender) return dispatcher.call(channel, input, sender);
      log.warn({ channel, window: event.sender.id }, 'refused a call from a frame that is not ours');
      return refusal('forbidden', 'not from this page');
    });
  }
}

/** Pushes to one window, again from the start whenever its page has loaded anew. */
export function pushTo(contents: WebContents, groups: readonly Group[], sources: Sources): void {
  const reachable = () => !contents.isDestroyed() && !contents.isCrashed();
  const begin = () =>
    pushChannels(sources, groups).map(([channel, subscribe]) => {
      const pump = createViewPump((value: unknown) => contents.send(channel, value), { ready: reachable });
      const unsubscribe = subscribe(pump.push);
      return () => {
        unsubscribe();
        pump.close();
      };
    });
  let running: (() => void)[] = [];
  const end = () => {
    for (const stop of running) stop();
    running = [];
  };
  contents.on('did-finish-load', () => {
    end();
    running = begin();
  });
  contents.on('render-process-gone', end);
  contents.on('destroyed', end);
}

/** A page may have moved within itself: what follows `?` or `#` names no other page. */
const addressOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? '';
