import { type ReactNode, type RefObject, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { DeleteMark, ShiftMark } from '../drawings/marks.tsx';
import {
  type ControlKey,
  faceOfPage,
  type Key,
  type KeyboardKind,
  type KeyPage,
  keysOf,
  pageAfter,
  pagesOf,
  typeInto,
} from '../keys.ts';
import { narrowKeysOf } from '../narrowKeys.ts';
import { usePage } from '../page.ts';

const spelled: Readonly<
  Record<string, 'dot' | 'comma' | 'dash' | 'underscore' | 'at' | 'ampersand' | 'apostrophe' | 'plus'>
> = {
  '.': 'dot',
  ',': 'comma',
  '-': 'dash',
  _: 'underscore',
  '@': 'at',
  '&': 'ampersand',
  '’': 'apostrophe',
  '+': 'plus',
};

/**
 * A keyboard of our own under the glass: the panel has none, and the system's would cover the screen. It types into the
 * field as fingers on a real one do, which works beside it. Every key answers to one short touch.
 */
export function Keyboard(props: {
  into: RefObject<HTMLInputElement | null>;
  kind: KeyboardKind;
  language: string;
  /** Ten keys and no more side by side, four rows: what seven inches hold. */
  narrow?: boolean;
}) {
  const { into, kind, language, narrow = false } = props;
  const { t } = useTranslation('keyboard');
  const { format } = usePage();
  const [shift, setShift] = useState(kind === 'text');
  const [page, setPage] = useState<KeyPage>('letters');
  const rowsOf = narrow ? narrowKeysOf : keysOf;
  const turned = pageAfter(page, pagesOf(language, narrow, kind));
  const rows = rowsOf(kind, language, { shift, page }, format.decimal('0.1').charAt(1));

  function press(key: Key): void {
    if ('types' in key) {
      if (into.current) typeInto(into.current, key);
      setShift(false);
      // One sign of an address comes alone; digits of a name come together.
      if (kind === 'email') setPage('letters');
    } else if (key.does === 'shift') setShift(!shift);
    else if (key.does === 'accents') setPage(turned);
    else if (key.does === 'more') setPage(page === 'signs' ? 'letters' : 'signs');
    else if (into.current) {
      typeInto(into.current, key.does === 'space' ? { types: ' ' } : 'delete');
      // The next word of a name begins with a capital.
      if (key.does === 'space' && kind === 'text') setShift(true);
    }
  }
  const signs = page === 'signs';
  const faces: Readonly<Record<ControlKey, ReactNode>> = {
    delete: <DeleteMark />,
    shift: <ShiftMark />,
    space: null,
    accents: faceOfPage(turned, language),
    more: !signs && kind === 'email' ? '-_+' : faceOfPage(signs ? 'letters' : 'signs', language),
  };
  // The keys that turn pages are named by where they lead.
  const leadsTo: Partial<Record<ControlKey, 'letters'>> = {
    ...((turned === 'letters' || turned === 'latin') && { accents: 'letters' }),
    ...(signs && { more: 'letters' }),
  };
  const columns = Math.max(...rows.map((row) => row.length));
  return (
    <fieldset className={`keyboard ${kind} ${narrow ? 'narrow' : ''}`} aria-label={t('label')} data-columns={columns}>
      {rows.map((row, index) => (
        <div key={index} className="key-row">
          {row.map((key) => {
            const name = 'types' in key ? key.types : key.does;
            const spelling = spelled[name];
            const face = 'types' in key ? key.types : faces[key.does];
            const words = 'does' in key ? t(leadsTo[key.does] ?? key.does) : spelling && t(`spelled.${spelling}`);
            // What is written on a key is part of its name.
            const label = words && (name === 'accents' || name === 'more') ? `${face} ${words}` : words;
            return (
              <Button
                key={name}
                className={`touch key ${'does' in key ? key.does : ''}`}
                {...(label && { 'aria-label': label })}
                {...(name === 'shift' && { 'aria-pressed': shift })}
                preventFocusOnPress
                onPress={() => press(key)}
              >
                {face}
              </Button>
            );
          })}
        </div>
      ))}
    </fieldset>
  );
}
