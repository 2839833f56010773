import type { ProvidedIdToken, WithdrawAuthorization } from './commandSchemas.ts';
import type { EvseSimulator } from './evseSimulator.ts';

type Status = 'Processing' | 'Accepted' | 'Rejected' | 'TimedOut' | 'UsedToStart' | 'UsedToStop' | 'Withdrawn';
type Waiting = { readonly token: ProvidedIdToken; readonly timer: NodeJS.Timeout };

type Accepted = { readonly tariffText: string | null };

const THINKING_MS = 40;

/** EVerest's Auth: brings tokens and EVSEs together, first free EVSE first. */
export function createAuth(deps: {
  readonly evses: ReadonlyMap<number, EvseSimulator>;
  readonly publishStatus: (message: { token: ProvidedIdToken; status: Status; messages: [] }) => void;
  /** What the driver was told it costs; null: not accepted. */
  readonly validate: (token: ProvidedIdToken) => Promise<Accepted | null>;
  readonly connectionTimeoutMs: number;
}) {
  const { evses } = deps;
  const inProcess = new Set<string>();
  /** Authorizations waiting for the plug, by EVSE. */
  const waiting = new Map<number, Waiting>();
  /** Rises at each restart, so that what was under way before comes to nothing. */
  let run = 0;

  const tell = (token: ProvidedIdToken, status: Status): void => deps.publishStatus({ token, status, messages: [] });

  function forget(evse: number): Waiting | undefined {
    const placed = waiting.get(evse);
    if (placed) clearTimeout(placed.timer);
    waiting.delete(evse);
    return placed;
  }

  /** A plugged EVSE before one that waits for its plug. */
  function choose(token: ProvidedIdToken): [number, EvseSimulator] | undefined {
    const named = [...evses].filter(([number]) => token.connectors?.includes(number) ?? true);
    const free = named.filter(([, evse]) => evse.authorizable && !evse.has('rejectTokens'));
    return free.find(([, evse]) => evse.isPlugged) ?? free[0];
  }

  /** A charging key ends the transaction it began; a bank card cannot. */
  function stopOwn(token: ProvidedIdToken): Status | null {
    const own = [...evses.values()].find((evse) => evse.token?.id_token.value === token.id_token.value);
    if (!own) return null;
    if (token.authorization_type === 'RFID' && own.inTransaction)
      return own.stop('Local', token) ? 'UsedToStop' : 'Rejected';
    return 'Rejected';
  }

  async function decide(token: ProvidedIdToken): Promise<readonly Status[]> {
    const startedIn = run;
    await new Promise((resolve) => setTimeout(resolve, THINKING_MS));
    if (startedIn !== run) return [];
    const own = stopOwn(token);
    if (own) return [own];
    if (!choose(token)) return ['Rejected'];
    const accepted = token.prevalidated === true ? { tariffText: null } : await deps.validate(token);
    if (startedIn !== run) return [];
    const chosen = accepted && choose(token);
    if (!chosen) return ['Rejected'];
    tell(token, 'Accepted');
    place(token, accepted.tariffText, ...chosen);
    return ['UsedToStart'];
  }

  function place(token: ProvidedIdToken, tariffText: string | null, number: number, evse: EvseSimulator): void {
    if (!evse.isPlugged) {
      const timer = setTimeout(() => {
        waiting.delete(number);
        tell(token, 'TimedOut');
        evse.withdraw();
      }, deps.connectionTimeoutMs);
      waiting.set(number, { token, timer });
    }
    evse.authorize(token, tariffText);
  }

  return {
    async provide(token: ProvidedIdToken): Promise<void> {
      const { value } = token.id_token;
      if (inProcess.has(value)) return; // silently
      inProcess.add(value);
      tell(token, 'Processing');
      for (const status of await decide(token)) tell(token, status);
      inProcess.delete(value);
    },
    withdraw({ evse_id, id_token }: WithdrawAuthorization): 'Accepted' | 'AuthorizationNotFound' | 'EvseNotFound' {
      if (evse_id !== undefined && !evses.has(evse_id)) return 'EvseNotFound';
      let found = false;
      for (const [number, evse] of evses) {
        const { token } = evse;
        if (!token || (evse_id ?? number) !== number) continue;
        if (id_token && token.id_token.value !== id_token.value) continue;
        forget(number);
        if (!evse.withdraw()) continue;
        found = true;
        tell(token, 'Withdrawn');
      }
      return found ? 'Accepted' : 'AuthorizationNotFound';
    },
    plugged: forget,
    sessionOver: forget,
    halt(): void {
      run += 1;
      inProcess.clear();
      for (const number of [...waiting.keys()]) forget(number);
    },
  };
}
