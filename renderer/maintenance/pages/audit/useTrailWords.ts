import { useTranslation } from 'react-i18next';
import type { TrailEntry } from '../../../../electron/maintenance/auditTrail.ts';

const spaces = ['audit', 'actions', 'attract', 'faultHelp', 'people', 'settings', 'shell', 'tests'] as const;
/** Where a reason for not doing something may have its sentence. */
const reasonsIn = [
  'actions:trouble',
  'settings:trouble',
  'people:trouble',
  'tests:hindrance',
  'shell:refused',
] as const;

/** What the trail keeps, in words. It outlives words: what has none (any more) is told by its name. */
export function useTrailWords() {
  const { t } = useTranslation(spaces);
  /** The sentence of the first key that has one. */
  const wordOf = (...keys: readonly string[]): string | null =>
    String(t(keys as ['audit:outcome.done'], { defaultValue: '' })) || null;

  function detailOf(action: string, detail: string): string | null {
    const [first = '', second = ''] = detail.split(': ', 2);
    if (action === 'connector.takeOut') {
      const reason = wordOf(`attract:reason.${second}`);
      return reason && `${first}: ${reason}`;
    }
    if (!action.startsWith('test.')) return null;
    const name = wordOf(`tests:name.${first}`);
    const finding = second === '' ? null : wordOf(`tests:finding.${second}`, `faultHelp:${second}.cause`);
    return [name, finding].filter((word) => word !== null).join(': ') || null;
  }
  return {
    action: (name: string): string => wordOf(`audit:action.${name}`) ?? name,
    /** Null: it has no words, and is told as it is kept. */
    detail: ({ action, detail }: TrailEntry): string | null => (detail === null ? null : detailOf(action, detail)),
    /** How it ended; `code` where that is not known by a word of its own. */
    outcome(result: string): { readonly word: string; readonly code: string | null } {
      const word = wordOf(`audit:outcome.${result}`);
      if (word) return { word, code: null };
      const why = wordOf(...reasonsIn.map((space) => `${space}.${result}`));
      return { word: t('audit:outcome.failed', { code: why ?? result }), code: why && result };
    },
  };
}
