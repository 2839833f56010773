import { exportBooks, isFormatName } from '../../electron/books/exportBooks.ts';
import { periodOf } from '../../electron/books/period.ts';
import { exampleConfig } from '../../electron/station/fixtures.ts';

/** One export in a process of its own: prints how long it took and the most memory the process ever had. */

const [file = '', format = '', out = '', to = ''] = process.argv.slice(2);
const config = exampleConfig({
  station: {
    operator: {
      name: 'Surtidor',
      address: 'Calle del Sol 1',
      vatId: 'ESB12345674',
      street: 'Calle del Sol 1',
      postalCode: '28001',
      city: 'Madrid',
      countryCode: 'ES',
    },
    location: { id: 'MAD1', street: 'Sol 1', city: 'Madrid', country: 'ESP', latitude: 40.4, longitude: -3.7 },
  },
  books: { datev: { consultant: 29098, client: 55003, revenue: [{ percent: '21', account: '8401' }] } },
});
const period = periodOf('2026-10-01', to, 'UTC');
if (!period.ok || !isFormatName(format)) throw new Error(`cannot export ${format} to ${to}`);
const startedAt = performance.now();
const before = process.cpuUsage();
const exported = exportBooks({ file, config, period: period.value, format, out, nowMs: Date.now() });
const ms = performance.now() - startedAt;
const { user, system } = process.cpuUsage(before);
const processorMs = (user + system) / 1_000;
if (!exported.ok) throw new Error(exported.error);
const receipts = exported.value.totals.reduce((sum, totals) => sum + totals.receipts, 0);
console.log(JSON.stringify({ ms, processorMs, receipts, mostKiB: process.resourceUsage().maxRSS }));
