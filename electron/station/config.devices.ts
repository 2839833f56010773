import { z } from 'zod';

/** Devices a station may do without: leave the section out, and what it does is not offered. */

const ms = z.int().min(0);
const tcpPort = 'expected a TCP port, 0–65535';
const port = z.int(tcpPort).min(0, tcpPort).max(65_535, tcpPort);

export const ReceiptPrinterConfig = z.strictObject({
  protocol: z.literal('escpos'),
  host: z.string().min(1),
  port: port.default(9100),
  widthDots: z
    .int()
    .min(384)
    .max(832)
    .multipleOf(8, 'expected a multiple of 8')
    .default(576)
    .describe('Dots across the paper: 576 for 80 mm at 203 dpi'),
  connectTimeoutMs: ms.default(3_000),
  statusTimeoutMs: ms.default(2_000).describe('How long the printer may take to say how it is'),
  statusPollMs: ms.min(1).default(500).describe('Silent this long while printing: it is asked'),
  jobTimeoutMs: ms.default(30_000).describe('A whole receipt'),
  pollMs: ms.default(60_000).describe('How often it is asked while nothing is printed (0: never)'),
});
export type ReceiptPrinterConfig = z.infer<typeof ReceiptPrinterConfig>;
