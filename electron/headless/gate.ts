import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '../../machines/result.ts';

/** Who may speak to the loopback server: no other site (Origin), no rebound name (Host), no other user (token). */
export type Refused = { readonly status: 401 | 403 | 404 | 405; readonly reason: string };
/** A path sockets are opened on, with a token of its own. */
export type Door = { readonly path: string; readonly token: string };
export type Gate<D extends Door> = {
  checkRequest(request: IncomingMessage): Refused | null;
  /** The door whose token was shown. */
  checkUpgrade(request: IncomingMessage): Result<D, Refused>;
};

export function createGate<D extends Door>({ port, doors }: { port: number; doors: readonly D[] }): Gate<D> {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);

  const wrongHost = (request: IncomingMessage): Refused | null =>
    hosts.includes(request.headers.host ?? '') ? null : { status: 403, reason: 'Forbidden' };

  return {
    checkRequest(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, reason: 'Method Not Allowed' };
      return wrongHost(request);
    },
    checkUpgrade(request) {
      const refused = wrongHost(request);
      if (refused) return err(refused);
      // A browser always sends it on an upgrade; whoever leaves it out is no page of ours.
      if (!origins.includes(request.headers.origin ?? '')) return err({ status: 403, reason: 'Forbidden' });
      const address = parse(request.url);
      const door = doors.find(({ path }) => path === address?.pathname);
      if (!door) return err({ status: 404, reason: 'Not Found' });
      const shown = digest(address?.searchParams.get('token') ?? '');
      return timingSafeEqual(shown, digest(door.token)) ? ok(door) : err({ status: 401, reason: 'Unauthorized' });
    },
  };
}

/** Digests have one length, as `timingSafeEqual` needs, and tell nothing of the token's. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const parse = (url: string | undefined): URL | null => URL.parse(url ?? '', 'http://localhost');
