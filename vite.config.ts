import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = join(import.meta.dirname, 'renderer');
const path = (page: string) => join(root, page);
const driversPage = [path('index.html')];
const otherPages = ['gallery.html', 'bench.html', 'maintenance.html', 'maintenanceGallery.html']
  .map(path)
  .filter((page) => existsSync(page));

/** `/gallery` while developing; what is built is served by exact names. */
const galleryByName: Plugin = {
  name: 'gallery-by-name',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      request.url = request.url?.replace(/^\/gallery(?=$|\?)/, '/gallery.html');
      next();
    });
  },
};

/**
 * Builds the driver's page into `dist/page`, and with `--mode others` the gallery, the bench and the maintenance page
 * beside it. Apart, because a page that shares its code with others is fetched in two dozen pieces. Nothing is inlined:
 * the page's CSP forbids it.
 */
export default defineConfig(({ mode }) => ({
  root,
  base: './',
  plugins: [react(), galleryByName],
  build: {
    outDir: join(import.meta.dirname, 'dist/page'),
    emptyOutDir: mode !== 'others',
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: mode === 'others' ? otherPages : driversPage },
  },
}));
