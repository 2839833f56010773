import { contextBridge, ipcRenderer } from 'electron';
import type { ChannelName } from './ipc/channels.ts';
import { createPageApi } from './ipc/pageApi.ts';

/** The only door between page and station. `build.ts` writes the names of the contract's members in here. */
declare const CHANNEL_NAMES: readonly ChannelName[];

const api = createPageApi(CHANNEL_NAMES, {
  call: (channel, input) => ipcRenderer.invoke(channel, input),
  listen(channel, listener) {
    const heard = (_event: unknown, value: unknown) => listener(value);
    ipcRenderer.on(channel, heard);
    return () => {
      ipcRenderer.off(channel, heard);
    };
  },
});

contextBridge.exposeInMainWorld('surtidor', api);
