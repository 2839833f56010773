import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { AnswerOf, InputOf, RequestName } from '../../electron/maintenance/requests.ts';
import type { Person } from '../../electron/maintenance/roles.ts';
import type { Format } from '../../locales/format.ts';
import type { Asked, Desk } from './desk.ts';

/** What every page of the maintenance mode may need. */
export type MaintenancePage = {
  readonly desk: Desk;
  readonly format: Format;
  readonly language: string;
  readonly setLanguage: (language: string) => void;
};
export const MaintenanceContext = createContext<MaintenancePage | null>(null);
export const PersonContext = createContext<Person | null>(null);

export function useMaintenance(): MaintenancePage {
  const page = useContext(MaintenanceContext);
  if (!page) throw new Error('rendered outside the maintenance page');
  return page;
}

export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (!person) throw new Error('rendered with nobody signed in');
  return person;
}

type Value<N extends RequestName> = Extract<AnswerOf<N>, { ok: true }>['value'];
export type Looked<N extends RequestName> = {
  /** The newest that was seen; null until something was. */
  readonly value: Value<N> | null;
  /** Why the last look brought nothing. */
  readonly trouble: string | null;
  /** Looks at once; ended when it has seen something, or nothing. */
  readonly again: () => Promise<void>;
};

/** Looks at the station, and again every `everyMs` where that is given. What was seen stays while it looks anew. */
export function useLook<N extends RequestName>(name: N, input: InputOf<N>, everyMs?: number): Looked<N> {
  const { desk } = useMaintenance();
  const [seen, setSeen] = useState<Omit<Looked<N>, 'again'>>({ value: null, trouble: null });
  const [count, setCount] = useState(0);
  const waiting = useRef<(() => void)[]>([]);
  const key = JSON.stringify(input);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer: Asked<N> = await desk.ask(name, input);
      if (over) return;
      if (answer.ok) setSeen({ value: answer.value as Value<N>, trouble: null });
      else setSeen((before) => ({ ...before, trouble: answer.error.code }));
      for (const told of waiting.current.splice(0)) told();
      if (everyMs !== undefined) timer = setTimeout(look, everyMs);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [desk, name, key, everyMs, count]);
  const again = useCallback(
    () =>
      new Promise<void>((resolve) => {
        waiting.current.push(resolve);
        setCount((before) => before + 1);
      }),
    [],
  );
  return { ...seen, again };
}

/** Draws anew each second, for what counts down. */
export function useSecond(): number {
  const { desk } = useMaintenance();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return desk.nowMs();
}
