import { useState } from 'react';
import type { HelpTopic } from '../../machines/help.ts';
import type { PhoneFault } from '../../machines/phone.ts';
import { usePage } from '../page.ts';

export type Refusal = PhoneFault | 'tooMany' | 'unfit';
const refusals: Readonly<Record<string, Refusal>> = {
  phoneShort: 'phoneShort',
  phoneLong: 'phoneLong',
  phoneForm: 'phoneForm',
  malformed: 'phoneForm',
  too_many: 'tooMany',
};

/** Asks the station for help, once at a time; `asked` when it has been filed. */
export function useAsk(asked: () => void) {
  const { send } = usePage();
  const [waiting, setWaiting] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  async function ask(topic: HelpTopic | null, phone: string | null): Promise<void> {
    if (waiting) return;
    setWaiting(true);
    const answer = await send({ type: 'ASK_HELP', topic, phone });
    setWaiting(false);
    if (answer.ok) asked();
    else setRefusal(refusals[answer.error.code] ?? 'unfit');
  }
  return { ask, waiting, refusal };
}
