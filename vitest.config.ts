import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['{machines,electron,renderer,locales}/**/*.test.{ts,tsx}', 'test/{model,simulation}/**/*.test.ts'],
    testTimeout: 20_000,
    // A machine that does other things as well may take seconds over what is there at once otherwise.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 3,
  },
});
