import { serveGallery } from './gallery.ts';

/** The gallery, built once and served for all workers, of vitest as of Playwright. */
export default async function setUp(): Promise<() => Promise<void>> {
  const { url, close } = await serveGallery();
  process.env.SURTIDOR_GALLERY = url;
  return close;
}
