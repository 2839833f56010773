import { defineConfig } from 'vitest/config';

/** `vitest run --config test/electron/vitest.config.ts`: the built main and preload, with a browser around them. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
  },
});
