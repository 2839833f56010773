import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** Each kept picture against the screen as it is now. Nothing is written unless it is asked for: `npm run screens:accept`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.shot.ts',
  outputDir: join(import.meta.dirname, '../../../test-results/pinned'),
  globalSetup: '../gallerySetup.ts',
  snapshotPathTemplate: '{testDir}/baselines/{arg}{ext}',
  updateSnapshots: 'none',
  expect: {
    // One machine draws every pixel alike; another processor may round a shade differently, by less than is seen.
    toHaveScreenshot: {
      threshold: 0.02,
      maxDiffPixels: 0,
      scale: 'device',
      animations: 'disabled',
      caret: 'hide',
      stylePath: join(import.meta.dirname, 'steady.css'),
    },
  },
  workers: 2,
  fullyParallel: true,
  reporter: [['dot']],
});
