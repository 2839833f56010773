import { startHeadless } from '../../electron/headless.ts';

/**
 * The process that is killed: the station as `npm start -- --browser` runs it, without the look whether the page has to
 * be built anew. Started with an IPC channel, over which it tells its address; it ends when that channel does.
 */

const [configFile = '', overrides = '{}'] = process.argv.slice(2);
const started = await startHeadless({ configFile, overrides: JSON.parse(overrides) as Record<string, string> });
if (!started.ok) {
  console.error(started.error.message);
  process.exit(1);
}
const end = () => void started.value.close().then(() => process.exit(0));
process.once('SIGINT', end);
process.once('disconnect', () => process.exit(1));
process.send?.(started.value.url);
