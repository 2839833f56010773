import { existsSync, readFileSync } from 'node:fs';
import { type PageAnswer, SECURITY_HEADERS } from '../ipc/pageFiles.ts';

/**
 * The page a receipt's code opens (`dist/receipt/index.html`), as any web server would serve it: held to the policy in its own
 * head, which allows its own script and nothing of the station's. Null when it has not been built.
 */
export function openReceiptPage(file: string): PageAnswer | null {
  if (!existsSync(file)) return null;
  const page = readFileSync(file, 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  if (policy === undefined) return null;
  return {
    status: 200,
    headers: {
      ...SECURITY_HEADERS,
      'content-security-policy': `${policy}; frame-ancestors 'none'`,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    },
    body: new TextEncoder().encode(page),
  };
}
