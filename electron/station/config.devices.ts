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

export const MailConfig = z
  .strictObject({
    protocol: z.literal('smtp'),
    host: z.string().min(1),
    port: port.default(587),
    tls: z
      .enum(['starttls', 'implicit', 'none'])
      .default('starttls')
      .describe('starttls as on port 587, implicit as on 465; none on this machine alone'),
    caFile: z.string().optional().describe('Certificates to trust (PEM), for a server of a private authority'),
    user: z.string().min(1).optional(),
    passwordFile: z.string().optional().describe("File with the user's password (0600)"),
    from: z.email('expected an address such as receipts@example.com').describe('Sender of receipts'),
    connectTimeoutMs: ms.default(10_000),
    timeoutMs: ms.default(30_000).describe('Silence of the server after which a try counts as failed'),
    retryMinMs: ms.min(1).default(30_000).describe('First pause after a failed try; doubles each time'),
    retryMaxMs: ms.min(1).default(1_800_000).describe('Longest such pause'),
    giveUpAfterMs: ms.default(172_800_000).describe('Then a mail is dropped, and the address with it'),
  })
  .superRefine(({ tls, host, user, passwordFile }, context) => {
    // An address and a receipt are the driver's own business.
    if (tls === 'none' && !['127.0.0.1', '::1', 'localhost'].includes(host))
      context.addIssue({ code: 'custom', path: ['tls'], message: 'expected starttls or implicit for another machine' });
    if ((user === undefined) !== (passwordFile === undefined))
      context.addIssue({
        code: 'custom',
        path: ['passwordFile'],
        message: 'expected both user and passwordFile, or none',
      });
  });
export type MailConfig = z.infer<typeof MailConfig>;
