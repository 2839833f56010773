import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = join(import.meta.dirname, 'renderer');
const pages = ['index.html', 'gallery.html', 'bench.html', 'maintenance.html', 'maintenanceGallery.html'].map((page) =>
  join(root, page),
);

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

/** Builds the driver's page, the gallery, the bench and the maintenance page into `dist/page`. Nothing is inlined: the page's CSP forbids it. */
export default defineConfig({
  root,
  base: './',
  plugins: [react(), galleryByName],
  build: {
    outDir: join(import.meta.dirname, 'dist/page'),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages.filter((page) => existsSync(page)) },
  },
});
