import { EventEmitter } from 'node:events';

type InvokeHandler = (event: unknown, ...inputs: unknown[]) => unknown;

/**
 * `electron.ipcMain`: one handler a channel, whose failure reaches the page as a rejected promise; and listeners, who
 * answer a page that waits by setting `returnValue`.
 */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel)) throw new Error(`a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  sendSync<E extends object>(event: E, channel: string, inputs: unknown[]): unknown {
    const answered: E & { returnValue?: unknown } = event;
    this.emit(channel, answered, ...inputs);
    return answered.returnValue;
  }

  async invoke(event: unknown, channel: string, inputs: unknown[]): Promise<{ output: unknown } | { failure: string }> {
    const handler = this.#handlers.get(channel);
    if (!handler) return { failure: `No handler registered for '${channel}'` };
    try {
      return { output: await handler(event, ...inputs) };
    } catch (cause) {
      return { failure: String(cause) };
    }
  }
}
