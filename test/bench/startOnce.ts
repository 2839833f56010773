import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { startHeadless } from '../../electron/headless.ts';

/** One start of the station, in a process of its own: prints the instant at which a page has heard its first view. */

const dataDir = mkdtempSync(join(tmpdir(), 'surtidor-bench-'));
const started = await startHeadless({
  configFile: fileURLToPath(new URL('../../electron/station/example.config.json', import.meta.url)),
  overrides: {
    dataDir,
    'cardTerminal.port': '0',
    'powerController.url': 'mqtt://127.0.0.1:0',
    'server.port': '0',
  },
});
if (!started.ok) throw new Error(started.error.message);
const { url, close } = started.value;
const { origin, host, hash } = new URL(url);
const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
const socket = new WebSocket(`ws://${host}/socket?groups=kiosk&token=${token}`, { origin });
await new Promise((resolve, reject) => {
  socket.once('message', resolve);
  socket.once('error', reject);
});
console.log(Date.now());
socket.terminate();
await close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
