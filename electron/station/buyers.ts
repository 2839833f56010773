import type { Buyer } from '../../machines/buyer.ts';
import { checkBuyer } from '../billing/buyer.ts';
import type { IntentAnswer } from '../ipc/contract.ts';
import type { Store } from '../store/store.ts';
import type { StationLog } from './log.ts';

/** Looks at what a driver typed and takes down whom the charge is billed to. */
export function createBuyers(deps: { store: Pick<Store, 'recordBuyer'>; onChange: () => void; log: StationLog }) {
  const { store, onChange, log } = deps;
  return async (sessionId: string, typed: Buyer): Promise<IntentAnswer> => {
    const checked = await checkBuyer(typed);
    if (!checked.ok) return { ok: false, error: { code: checked.error, detail: typed.countryCode } };
    try {
      store.recordBuyer(sessionId, checked.value);
    } catch (cause) {
      log.error({ session: sessionId, cause: String(cause) }, 'the store refused a buyer');
      return { ok: false, error: { code: 'unfit', detail: 'not stored' } };
    }
    log.info({ session: sessionId, country: checked.value.countryCode }, 'VAT invoice asked for');
    onChange();
    return { ok: true };
  };
}
export type Buyers = ReturnType<typeof createBuyers>;
