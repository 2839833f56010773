// Runs in the page, never in Node: what Electron puts around a preload. Read as text by webContents.ts.
// The two worlds share the DOM and nothing else, so what crosses goes through DOM events as JSON, as values only.

/** One end of the bridge between the worlds. Functions and promises cross as proxies. */
function openBridge(outgoing, incoming) {
  const functions = new Map();
  const replies = new Map();
  const promises = new Map();
  let last = 0;
  const post = (message) => window.dispatchEvent(new CustomEvent(outgoing, { detail: JSON.stringify(message) }));

  function encode(value) {
    if (value === undefined) return { kind: 'nothing' };
    if (typeof value === 'function') {
      functions.set(++last, value);
      return { kind: 'function', id: last };
    }
    if (value instanceof Promise) {
      const id = ++last;
      value.then(
        (settled) => post({ settle: id, value: encode(settled) }),
        (cause) => post({ settle: id, failure: String(cause) }),
      );
      return { kind: 'promise', id };
    }
    if (Array.isArray(value)) return { kind: 'list', items: value.map(encode) };
    if (value !== null && typeof value === 'object')
      return { kind: 'record', fields: Object.entries(value).map(([key, field]) => [key, encode(field)]) };
    return { kind: 'plain', value };
  }

  function decode(wire) {
    if (wire.kind === 'plain') return wire.value;
    if (wire.kind === 'list') return Object.freeze(wire.items.map(decode));
    if (wire.kind === 'record')
      return Object.freeze(Object.fromEntries(wire.fields.map(([key, field]) => [key, decode(field)])));
    if (wire.kind === 'promise') return new Promise((resolve, reject) => promises.set(wire.id, { resolve, reject }));
    if (wire.kind === 'function') return (...inputs) => callOver(wire.id, inputs);
    return undefined;
  }

  function callOver(id, inputs) {
    const turn = ++last;
    post({ call: id, turn, inputs: inputs.map(encode) }); // answered before this returns: DOM events are synchronous
    const { value, failure } = replies.get(turn);
    replies.delete(turn);
    if (failure !== undefined) throw new Error(failure);
    return decode(value);
  }

  window.addEventListener(incoming, ({ detail }) => {
    const message = JSON.parse(detail);
    if (message.call) {
      try {
        post({ reply: message.turn, value: encode(functions.get(message.call)(...message.inputs.map(decode))) });
      } catch (cause) {
        post({ reply: message.turn, failure: String(cause) });
      }
    } else if (message.reply) replies.set(message.reply, message);
    else if (message.settle) {
      const { resolve, reject } = promises.get(message.settle);
      promises.delete(message.settle);
      if (message.failure === undefined) resolve(decode(message.value));
      else reject(new Error(message.failure));
    } else if (message.expose)
      Object.defineProperty(window, message.expose, { value: decode(message.value), enumerable: true });
  });
  return { expose: (key, value) => post({ expose: key, value: encode(value) }) };
}

/** `require('electron')` of a sandboxed preload. `hear` is what the main process calls with an answer or a message. */
// biome-ignore lint/correctness/noUnusedVariables: the other part of this text uses it
function openPreloadElectron(isolated, post, syncPath) {
  const waiting = new Map();
  const listeners = new Map();
  let last = 0;
  const bridge = isolated ? openBridge('standIn:toPage', 'standIn:toPreload') : null;
  const electron = {
    ipcRenderer: {
      invoke(channel, ...inputs) {
        const id = ++last;
        // Structured clone keeps what JSON has no word for.
        post(JSON.stringify({ id, channel, inputs: inputs.map((value) => ({ value })) }));
        return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      },
      send(channel, ...inputs) {
        electron.ipcRenderer.sendSync(channel, ...inputs);
      },
      sendSync(channel, ...inputs) {
        const request = new XMLHttpRequest();
        request.open('POST', syncPath, false);
        request.send(JSON.stringify({ channel, inputs }));
        const revive = (_key, one) => (one?.standInError === undefined ? one : new Error(one.standInError));
        return JSON.parse(request.responseText, revive).value;
      },
      on(channel, listener) {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
      off(channel, listener) {
        const rest = (listeners.get(channel) ?? []).filter((other) => other !== listener);
        listeners.set(channel, rest);
      },
    },
    contextBridge: {
      exposeInMainWorld(key, value) {
        if (!bridge) throw new Error('contextBridge API can only be used when contextIsolation is enabled');
        bridge.expose(key, value);
      },
    },
  };
  function hear(message) {
    if (message.id === undefined) {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.inputs);
      return;
    }
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.failure === undefined) resolve(message.output);
    else reject(new Error(message.failure));
  }
  return { electron, hear };
}

/** What Electron leaves of `process` in a sandboxed preload, as far as ours ask. */
// biome-ignore lint/correctness/noUnusedVariables: the other part of this text uses it
function sandboxedProcess() {
  return { type: 'renderer', sandboxed: true, argv: [], env: {}, contextId: `1-${Math.random()}`, on: () => undefined };
}
