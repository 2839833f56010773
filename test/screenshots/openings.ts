import type { Page } from '@playwright/test';

/** What a fixture alone does not show: sheets that the page opens by itself. By screen and fixture, what is touched. */
export type Opening = {
  readonly screen: string;
  readonly fixture: string;
  readonly opened: string;
  readonly touch: readonly string[];
};

export const openings: readonly Opening[] = [
  { screen: 'attract', fixture: 'no-voice', opened: 'phone', touch: ['.on-my-phone', '.on-phone .code'] },
  { screen: 'receipt', fixture: 'captured', opened: 'invoice', touch: ['.vat-invoice'] },
  { screen: 'receipt', fixture: 'captured', opened: 'mail', touch: ['.by-mail'] },
  { screen: 'receipt', fixture: 'captured', opened: 'accents', touch: ['.vat-invoice', '.key.accents'] },
  { screen: 'receipt', fixture: 'buyer', opened: 'countries', touch: ['.vat-invoice', '.country'] },
  { screen: 'receipt', fixture: 'buyer', opened: 'number', touch: ['.vat-invoice', '.vat-number'] },
  { screen: 'price', fixture: 'budget', opened: 'how-far', touch: ['.how-far'] },
  { screen: 'price', fixture: 'plain', opened: 'how-far-full', touch: ['.how-far'] },
  { screen: 'price', fixture: 'plain', opened: 'cost', touch: ['.what-cost'] },
  {
    screen: 'price',
    fixture: 'plain',
    opened: 'cost-battery',
    touch: ['.what-cost', '.question > .choices li + li .touch'],
  },
  { screen: 'attract', fixture: 'help', opened: 'group', touch: ['.help-row.group >> nth=1'] },
  {
    screen: 'attract',
    fixture: 'help',
    opened: 'search',
    touch: ['.search', '.key >> nth=2', '.key >> nth=3'],
  },
  {
    screen: 'attract',
    fixture: 'help',
    opened: 'nothing-found',
    touch: ['.search', ...Array(6).fill('.key >> nth=0')],
  },
  { screen: 'attract', fixture: 'help', opened: 'how', touch: ['.help-row >> nth=0'] },
  { screen: 'declined', fixture: 'help', opened: 'answer', touch: ['.help-row >> nth=0'] },
  { screen: 'declined', fixture: 'help', opened: 'hold', touch: ['.help-row >> nth=1'] },
  { screen: 'attract', fixture: 'help', opened: 'stuck', touch: ['.help-row.group >> nth=1', '.help-row >> nth=3'] },
  { screen: 'attract', fixture: 'help', opened: 'cable', touch: ['.help-row.group >> nth=1', '.help-row >> nth=0'] },
  {
    screen: 'attract',
    fixture: 'help-large-text',
    opened: 'stuck',
    touch: ['.help-row.group >> nth=1', '.help-row >> nth=3'],
  },
  { screen: 'declined', fixture: 'help', opened: 'report', touch: ['.report'] },
  { screen: 'declined', fixture: 'help', opened: 'call', touch: ['.call-back'] },
];

/** Opens what is to be opened in the gallery's picture. */
export async function open(page: Page, { touch }: Pick<Opening, 'touch'>): Promise<void> {
  // What comes when it is asked for.
  await page.locator('[aria-busy]').waitFor({ state: 'detached' });
  for (const selector of touch) await page.locator(selector).click();
}
