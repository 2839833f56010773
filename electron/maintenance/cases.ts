import { z } from 'zod';
import { type HelpTopic, helpTopics } from '../../machines/help.ts';
import { ok } from '../../machines/result.ts';
import { caseName } from '../station/support.ts';
import { look } from './request.ts';
import type { MaintenanceParts } from './requests.ts';
import { menders } from './roles.ts';

const CASES = 8;

/** What a driver reported, as far as it helps to mend: nothing of who it was, nor of their charge. */
export type CaseView = {
  readonly number: number;
  /** What the driver was given to name on the phone. */
  readonly name: string;
  readonly atMs: number;
  readonly connector: string | null;
  /** Null: none of the topics. */
  readonly topic: HelpTopic | null;
  /** The code that was on the screen. */
  readonly fault: string | null;
  readonly wantsCall: boolean;
  /** Whether the help desk has it. `none`: no desk was to be told. */
  readonly desk: 'none' | 'waiting' | 'delivered' | 'dropped';
};

export const caseRequests = ({ config, store }: Pick<MaintenanceParts, 'config' | 'store'>) => ({
  'cases.look': look({
    roles: menders,
    input: z.undefined(),
    handle: () =>
      ok(
        store.cases(CASES).map(({ number, atMs, filed }): CaseView => {
          const { topic, fault, evseId, wantsCall } = filed;
          return {
            number,
            name: caseName(config.station, number),
            atMs,
            connector: config.evses.find((evse) => evse.evseId === evseId)?.label ?? null,
            topic: helpTopics.find((known) => known === topic) ?? null,
            fault,
            wantsCall,
            desk: store.errands.fate(number)?.state ?? 'none',
          };
        }),
      ),
  }),
});
