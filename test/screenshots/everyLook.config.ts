import { mergeConfig } from 'vitest/config';
import screens from './vitest.config.ts';

/** `npm run axe`: every screen in every look and on every panel; twenty minutes, so not part of `npm test`. */
export default mergeConfig(screens, {
  test: { env: { SURTIDOR_EVERY_LOOK: '1' } },
});
