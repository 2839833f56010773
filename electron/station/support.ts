import type { HelpTopic } from '../../machines/help.ts';
import type { HelpRequestView } from '../../machines/helpView.ts';
import { type PhoneFault, parsePhone } from '../../machines/phone.ts';
import type { HelpDesk } from '../../machines/ports/helpDesk.ts';
import { err, ok, type Result } from '../../machines/result.ts';
import type { WaitingErrand } from '../store/errands.ts';
import type { FiledCase, Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import type { Clock } from './clock.ts';
import type { DeskConfig } from './config.support.ts';
import type { Config } from './config.ts';
import { homeCountry } from './helpView.ts';
import type { StationLog } from './log.ts';
import { createRounds, pauseMs } from './rounds.ts';

/** Where help is asked for, and what seals the numbers until it is. */
export type DeskLine = {
  readonly desk: HelpDesk;
  readonly vault: Vault;
  readonly config: Pick<DeskConfig, 'retryMinMs' | 'retryMaxMs' | 'keepNumberHours'>;
};
/** What the screen shows when somebody asks. */
export type Evidence = Omit<FiledCase, 'topic' | 'wantsCall'>;
export type Asked = { readonly topic: HelpTopic | null; readonly phone: string | null };
export type AskError = PhoneFault | 'not_offered' | 'too_many' | 'not_stored';

const CASES = 4;
/** So many cases within this span, whoever filed them, and the next has to wait: ms. */
const SPAN_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
const never = { retryMinMs: HOUR_MS, retryMaxMs: HOUR_MS, keepNumberHours: 1 };

/** What a driver can name on the phone. */
export const caseName = ({ receiptPrefix }: Pick<Config['station'], 'receiptPrefix'>, number: number): string =>
  `${receiptPrefix}H${number}`;

/** Files what drivers report, and has the help desk told of it, with the number of whoever wants to be called. */
export function createSupport(deps: {
  readonly store: Pick<Store, 'fileCase' | 'cases' | 'caseNumbered' | 'errands'>;
  /** Null: cases are kept for staff, and nobody is called. */
  readonly line: DeskLine | null;
  readonly config: Pick<Config, 'station' | 'evses'>;
  readonly clock: Clock;
  readonly log: StationLog;
  readonly onChange: () => void;
}) {
  const { store, line, clock, log, onChange } = deps;
  const { name } = deps.config.station;
  const { errands } = store;
  const config = line?.config ?? never;
  const rounds = createRounds({ waiting: () => errands.waiting(), carry, clock, config, log, onChange });
  const nameOf = (number: number): string => caseName(deps.config.station, number);

  async function carry(errand: WaitingErrand): Promise<void> {
    const { id, attempts } = errand;
    const phone = errand.phone && (line?.vault.open(errand.phone, nameOf(id)) ?? null);
    const filed = store.caseNumbered(id);
    if (!line || !filed) return close(id, 'dropped', 'no_desk');
    if (errand.phone && phone === null) return close(id, 'dropped', 'sealed');
    const { wantsCall: _, ...evidence } = filed.filed;
    const told = await line.desk.tell({ ...evidence, id: nameOf(id), station: name, askedAtMs: filed.atMs, phone });
    if (told.ok) return close(id, 'delivered', null);
    const { code } = told.error;
    log.warn({ case: nameOf(id), error: told.error }, 'help desk not told');
    const isTooOld = clock.now() >= errand.putAtMs + config.keepNumberHours * HOUR_MS;
    if (code === 'refused' || isTooOld) return close(id, 'dropped', code);
    errands.postpone(id, clock.now() + pauseMs(attempts, config), code);
  }

  function close(id: number, state: 'delivered' | 'dropped', error: string | null): void {
    if (state === 'delivered') log.info({ case: nameOf(id) }, 'help desk told');
    else log.error({ case: nameOf(id), error }, 'help desk not told: given up, the number erased');
    rounds.close(id, () => errands.close(id, state, error));
  }

  const wantsCallAlready = (e164: string): number | null =>
    rounds.waiting().find(({ id, phone }) => phone && line?.vault.open(phone, nameOf(id)) === e164)?.id ?? null;
  const isTooOften = (): boolean => clock.now() - (store.cases(CASES)[CASES - 1]?.atMs ?? -SPAN_MS) < SPAN_MS;

  return {
    /** Goes on with what earlier runs left. */
    start: rounds.walk,
    stop: rounds.stop,
    offersCall: line !== null,
    keptHours: config.keepNumberHours,
    /** @returns the number of the case; a number that waits for a call already is the same touch again */
    ask({ topic, phone }: Asked, seen: Evidence): Result<number, AskError> {
      const read = phone === null ? null : parsePhone(phone, homeCountry(deps.config));
      if (read && !line) return err('not_offered');
      if (read && !read.ok) return read;
      const e164 = read?.value.e164 ?? null;
      const known = e164 && wantsCallAlready(e164);
      if (known) return ok(known);
      if (isTooOften()) return err('too_many');
      const seal = e164 === null ? null : (number: number) => (line as DeskLine).vault.seal(e164, nameOf(number));
      try {
        const filed: FiledCase = { ...seen, topic, wantsCall: e164 !== null };
        const number = store.fileCase(filed, line && { phone: seal });
        log.info(
          { case: nameOf(number), topic, session: seen.sessionId, wantsCall: filed.wantsCall },
          'help asked for',
        );
        rounds.walk();
        return ok(number);
      } catch (cause) {
        log.error({ cause: String(cause) }, 'the store refused a case');
        return err('not_stored');
      }
    },
    view(number: number): HelpRequestView | null {
      const filed = store.caseNumbered(number);
      return filed && { number: nameOf(number), state: stateOf(number), wantsCall: filed.filed.wantsCall };
    },
  };

  function stateOf(number: number): HelpRequestView['state'] {
    const fate = errands.fate(number);
    if (!fate) return 'noted';
    if (fate.state === 'delivered') return 'delivered';
    if (fate.state === 'dropped') return 'failed';
    return rounds.carried() === number || fate.attempts === 0 ? 'sending' : 'waiting';
  }
}
export type Support = ReturnType<typeof createSupport>;
