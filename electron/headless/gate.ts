import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may speak to the loopback server: no other site (Origin), no rebound name (Host), no other user (token). */
export type Refused = { readonly status: 401 | 403 | 404 | 405; readonly reason: string };
export type Gate = {
  checkRequest(request: IncomingMessage): Refused | null;
  checkUpgrade(request: IncomingMessage): Refused | null;
};

export function createGate({ port, token }: { port: number; token: string }): Gate {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  const tokenDigest = digest(token);

  const wrongHost = (request: IncomingMessage): Refused | null =>
    hosts.includes(request.headers.host ?? '') ? null : { status: 403, reason: 'Forbidden' };

  return {
    checkRequest(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, reason: 'Method Not Allowed' };
      return wrongHost(request);
    },
    checkUpgrade(request) {
      const refused = wrongHost(request);
      if (refused) return refused;
      // A browser always sends it on an upgrade; whoever leaves it out is no page of ours.
      if (!origins.includes(request.headers.origin ?? '')) return { status: 403, reason: 'Forbidden' };
      const address = parse(request.url);
      if (address?.pathname !== '/socket') return { status: 404, reason: 'Not Found' };
      const shown = digest(address.searchParams.get('token') ?? '');
      return timingSafeEqual(shown, tokenDigest) ? null : { status: 401, reason: 'Unauthorized' };
    },
  };
}

/** Digests have one length, as `timingSafeEqual` needs, and tell nothing of the token's. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const parse = (url: string | undefined): URL | null => URL.parse(url ?? '', 'http://localhost');
