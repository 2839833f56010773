import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, 'renderer');
const pages = ['index.html', 'gallery.html', 'bench.html', 'maintenance.html'].map((page) => join(root, page));

/** Builds the driver's page, the gallery, the bench and the maintenance page into `dist/page`. Nothing is inlined: the page's CSP forbids it. */
export default defineConfig({
  root,
  base: './',
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, 'dist/page'),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages.filter((page) => existsSync(page)) },
  },
});
