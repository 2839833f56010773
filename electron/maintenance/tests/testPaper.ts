import english from '../../../locales/en/maintenance/tests.json' with { type: 'json' };
import { formatOf } from '../../../locales/format.ts';
import { directionOf, isLanguage } from '../../../locales/languages.ts';
import { loadMaintenanceWords } from '../../../locales/maintenanceWords.ts';
import type { PaperCode, PaperText } from '../../../machines/ports/receiptPrinter.ts';
import type { Config } from '../../station/config.ts';

/** Letters a receipt may need of any printer: accents, currencies, other scripts. */
const LETTERS = 'ABCDEFG abcdefg 0123456789 ÄÖÜäöüß ñç éèê łż €£¥';
const SCRIPTS = 'Русский · 日本語 · 中文 · العربية · עברית';

/** A sheet nobody takes for a receipt, with everything that a bad head, a wrong width or old paper would spoil. */
export async function testPaper(
  { station }: Pick<Config, 'station'>,
  nowMs: number,
): Promise<{ readonly receipt: PaperText; readonly code: PaperCode }> {
  const own = station.languages[0] ?? 'en';
  const language = isLanguage(own) ? own : 'en';
  const { tests } = await loadMaintenanceWords(language);
  const paper = { ...english.paper, ...tests?.paper };
  return {
    receipt: {
      language,
      direction: directionOf(language),
      title: paper.title,
      operator: station.operator,
      buyer: null,
      prices: [],
      sums: [{ term: paper.printed, value: formatOf(language, station.timeZone).dateTime(nowMs) }],
      total: { term: paper.large, value: '0123456789' },
      sections: [
        { title: paper.look, rows: [{ term: paper.left, value: paper.right }], note: `${LETTERS} ${SCRIPTS}` },
      ],
    },
    code: { text: `TEST ${station.name}`, caption: paper.code },
  };
}
