import { mergeConfig } from 'vitest/config';
import screens from './vitest.config.ts';

/** `npm run axe`: every screen in every look and on every panel; a quarter of an hour, so not part of `npm test`. */
export default mergeConfig(screens, {
  test: { include: ['test/screenshots/{axe,keySizes}.test.ts'], env: { SURTIDOR_EVERY_LOOK: '1' } },
});
