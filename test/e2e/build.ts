import { ensureBuilt } from '../../electron/ensureBuilt.ts';

/** The e2e tests look at the page as it is shipped: built. */
export default ensureBuilt;
