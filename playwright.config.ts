import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.e2e.ts',
  globalSetup: './test/e2e/build.ts',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 4,
  reporter: [['list']],
  fullyParallel: true,
});
