type InvokeHandler = (event: unknown, ...inputs: unknown[]) => unknown;

/** `electron.ipcMain`: one handler a channel; its failure reaches the page as a rejected promise. */
export class IpcMain {
  readonly #handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel)) throw new Error(`a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
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
