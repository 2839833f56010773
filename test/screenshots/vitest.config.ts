import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What needs a browser and the built gallery: `vitest run --config test/screenshots/vitest.config.ts`. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    globalSetup: [join(import.meta.dirname, 'gallerySetup.ts')],
    include: ['test/screenshots/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
  },
});
