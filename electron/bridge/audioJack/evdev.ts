import { closeSync, constants, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import type { AudioJack } from '../../../machines/ports/audioJack.ts';

/** Linux's `struct input_event` on 64-bit machines: two 8-byte times, type, code, value. */
const EVENT_BYTES = 24;
const EV_SW = 0x05;
const SW_HEADPHONE_INSERT = 0x02;
const LOOK_MS = 250;
const REOPEN_MS = 5_000;

/** What an event of the input device says of the plug; null: nothing. */
export function pluggedIn(event: Buffer): boolean | null {
  const little = endianness() === 'LE';
  const word = (at: number) => (little ? event.readUInt16LE(at) : event.readUInt16BE(at));
  if (word(16) !== EV_SW || word(18) !== SW_HEADPHONE_INSERT) return null;
  return (little ? event.readInt32LE(20) : event.readInt32BE(20)) !== 0;
}

/**
 * The kernel's word on the headphone socket. It is looked at now and then without waiting: a read that waits for the next
 * plug would keep the station from ending. A device that goes away is opened again.
 */
export function createEvdevJack(
  { device }: { readonly device: string },
  log: { warn(fields: object, text: string): void },
): AudioJack {
  const listeners = new Set<(plugged: boolean) => void>();
  const chunk = Buffer.alloc(EVENT_BYTES * 16);
  let rest = Buffer.alloc(0);
  let descriptor: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isTold = false;

  function look(): void {
    let againInMs = LOOK_MS;
    try {
      descriptor ??= openSync(device, constants.O_RDONLY | constants.O_NONBLOCK);
      hear(readSync(descriptor, chunk));
      isTold = false;
    } catch (cause) {
      if (!isEmpty(cause)) {
        if (!isTold) log.warn({ device, cause: String(cause) }, 'the headphone socket cannot be read');
        isTold = true;
        close();
        againInMs = REOPEN_MS;
      }
    }
    timer = setTimeout(look, againInMs);
  }
  function hear(bytes: number): void {
    rest = Buffer.concat([rest, chunk.subarray(0, bytes)]);
    for (; rest.length >= EVENT_BYTES; rest = rest.subarray(EVENT_BYTES)) {
      const plugged = pluggedIn(rest);
      if (plugged !== null) for (const listener of listeners) listener(plugged);
    }
  }
  function close(): void {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
    rest = Buffer.alloc(0);
  }
  return {
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: look,
    stop() {
      clearTimeout(timer);
      close();
    },
  };
}

const isEmpty = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'EAGAIN' || cause.code === 'EWOULDBLOCK');
