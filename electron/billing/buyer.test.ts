import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Buyer, vatCountries, vatExamples } from '../../machines/buyer.ts';
import { checkBuyer } from './buyer.ts';

const typed = (countryCode: string, vatNumber: string, companyName = 'Sol y Viento, S.L.'): Buyer => ({
  companyName,
  vatNumber,
  countryCode,
});
const wrong = (fault: string) => ({ ok: false, error: fault });

describe('a VAT number', () => {
  it.each(vatCountries)(
    'of %s passes as its example says, with or without prefix, and with any separators',
    async (country) => {
      const example = vatExamples[country];
      const bare = example.replace(/^(?:CHE|EL|[A-Z]{2})/, '').replace(/(?:MWST|MVA)$/, '');
      const spaced = [...example.toLowerCase()].join(' ');
      for (const text of [example, bare, spaced, example.replace(/(\d{3})/, '$1.')])
        expect(await checkBuyer(typed(country, text)), text).toMatchObject({ ok: true, value: { vatNumber: example } });
    },
  );

  it.each(vatCountries)('of %s never passes with one digit changed', async (country) => {
    const example = vatExamples[country];
    // What is the same for all: the block of a Dutch or Swedish number that counts branches.
    const digits = [...example].flatMap((character, at) => (/\d/.test(character) ? [at] : []));
    const checked = country === 'NL' || country === 'SE' ? digits.slice(0, -2) : digits;
    for (const at of checked) {
      const changed = example.slice(0, at) + ((Number(example[at]) + 1) % 10) + example.slice(at + 1);
      expect((await checkBuyer(typed(country, changed))).ok, changed).toBe(false);
    }
  });

  it.each([
    ['DE', 'DE123456795', 'vatCheckDigit'],
    ['DE', 'DE12345679', 'vatFormat'],
    ['DE', 'FR12345679385', 'vatFormat'],
    ['DE', '', 'vatFormat'],
    ['CH', 'CHE-123.456.795', 'vatCheckDigit'],
    ['US', '12-3456789', 'vatCountry'],
    ['constructor', 'x', 'vatCountry'],
  ])('of %s: %s is told as %s', async (country, text, fault) => {
    expect(await checkBuyer(typed(country, text))).toEqual(wrong(fault));
  });

  it('is Greek with the code of the country as well', async () => {
    expect(await checkBuyer(typed('GR', 'GR094259216'))).toMatchObject({
      ok: true,
      value: { vatNumber: 'EL094259216' },
    });
  });

  it('is Swiss with or without the word for VAT, in each language of the country', async () => {
    for (const text of ['CHE-123.456.794', '123456794', 'CHE-123.456.794 TVA'])
      expect(await checkBuyer(typed('CH', text)), text).toMatchObject({ ok: true });
  });
});

describe('a company name', () => {
  it('loses the space around it and nothing else', async () => {
    const found = await checkBuyer(typed('ES', vatExamples.ES, '  Łódź & Söhne «Ñ» 株式会社 \n'));
    expect(found).toMatchObject({ ok: true, value: { companyName: 'Łódź & Söhne «Ñ» 株式会社' } });
  });

  it.each([
    ['nothing', ' '],
    ['more than a hundred characters', 'x'.repeat(101)],
    ['a control character', 'Sol\u0007'],
    ['a line of its own', 'Sol\nViento'],
    ['what turns the writing round', 'Sol\u202e'],
    ['a card number', '4111 1111 1111 1111'],
  ])('is not %s', async (_, name) => {
    expect(await checkBuyer(typed('ES', vatExamples.ES, name))).toEqual(wrong('companyName'));
  });

  it('may have a hundred characters of any plane', async () => {
    expect((await checkBuyer(typed('ES', vatExamples.ES, '𝔖'.repeat(100)))).ok).toBe(true);
  });
});

it('whatever is typed is answered, and what passes passes again unchanged', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...vatCountries), text, text, async (country, number, name) => {
      const found = await checkBuyer(typed(country, number, name));
      if (found.ok) expect(await checkBuyer(found.value)).toEqual(found);
    }),
  );
});
