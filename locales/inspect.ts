import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sentences by their path: "charging.dialog.title" → "Stop charging?". */
export type Sentences = ReadonlyMap<string, string>;
type Tree = { readonly [key: string]: string | Tree };

const folder = (language: string) => join(import.meta.dirname, language);

/** The names of a language's JSON files, without the ending. */
export const filesOf = (language: string): string[] =>
  readdirSync(folder(language))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace('.json', ''))
    .sort();

/** Every sentence a language has, in the order of its files. */
export const sentencesOf = (language: string): Sentences =>
  new Map(
    filesOf(language).flatMap((file) =>
      leaves(JSON.parse(readFileSync(join(folder(language), `${file}.json`), 'utf8')) as Tree, file),
    ),
  );

function leaves(tree: Tree, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}.${key}`, value]] : leaves(value, `${path}.${key}`),
  );
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
/** A key without its plural form. */
export const stemOf = (key: string): string => key.replace(PLURAL, '');
export const placeholders = (sentence: string): string[] => [...new Set(sentence.match(/\{\{\w+\}\}/g))].sort();

/** Where a language is not what English asks of it. */
export type Gaps = {
  /** Not there: the English sentence. A plural key asks for each form its own grammar has. */
  readonly missing: Readonly<Record<string, string>>;
  /** There, but English has nothing of the kind, or the grammar no such form. */
  readonly superfluous: readonly string[];
  /** Fills in other values than English: the English sentence. */
  readonly placeholders: Readonly<Record<string, string>>;
};

/** The driver's words, or those of the maintenance page. */
export type Part = '.' | 'maintenance';

/** What a language lacks of a part. */
export const gapsIn = (language: string, part: Part = '.'): Gaps =>
  gapsOf(language, sentencesOf(join('en', part)), sentencesOf(join(language, part)));

export const isWhole = ({ missing, superfluous, placeholders }: Gaps): boolean =>
  [missing, superfluous, placeholders].every((group) => Object.keys(group).length === 0);

export function gapsOf(language: string, english: Sentences, words: Sentences): Gaps {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const asked = new Map(
    [...english].flatMap(([key, sentence]): [string, string][] =>
      PLURAL.test(key)
        ? forms.map((form) => [`${stemOf(key)}_${form}`, pluralOf(english, stemOf(key), form)])
        : [[key, sentence]],
    ),
  );
  const differs = ([key, sentence]: readonly [string, string]): boolean => {
    const mine = words.get(key);
    return mine !== undefined && placeholders(mine).join() !== placeholders(sentence).join();
  };
  return {
    missing: Object.fromEntries([...asked].filter(([key]) => !words.has(key))),
    superfluous: [...words.keys()].filter((key) => !asked.has(key)),
    placeholders: Object.fromEntries([...asked].filter(differs)),
  };
}

const pluralOf = (english: Sentences, stem: string, form: string): string =>
  english.get(`${stem}_${form}`) ?? english.get(`${stem}_other`) ?? '';
