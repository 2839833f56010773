import { z } from 'zod';

/** What the station tells of itself: its log, and metrics for whoever watches it. */

export const LogConfig = z.strictObject({
  maxMebibytes: z.int().min(1).max(1_024).default(10).describe('A log file of this size is put aside …'),
  keepFiles: z.int().min(0).max(50).default(4).describe('… and so many of them are kept'),
});

export const MetricsConfig = z.strictObject({
  port: z
    .int()
    .min(0)
    .max(65_535)
    .nullable()
    .default(null)
    .describe('Prometheus metrics at http://127.0.0.1:PORT/metrics, for this machine alone; null: none'),
});
