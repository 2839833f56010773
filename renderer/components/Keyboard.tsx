import { type ReactNode, type RefObject, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { DeleteMark, ShiftMark } from '../drawings/marks.tsx';
import { type ControlKey, type Key, type KeyboardKind, keysOf, typeInto } from '../keys.ts';
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
export function Keyboard(props: { into: RefObject<HTMLInputElement | null>; kind: KeyboardKind; language: string }) {
  const { into, kind, language } = props;
  const { t } = useTranslation('keyboard');
  const { format } = usePage();
  const [shift, setShift] = useState(kind === 'text');
  const [accents, setAccents] = useState(false);
  const rows = keysOf(kind, language, { shift, accents }, format.decimal('0.1').charAt(1));

  function press(key: Key): void {
    if ('types' in key) {
      if (into.current) typeInto(into.current, key);
      setShift(false);
    } else if (key.does === 'shift') setShift(!shift);
    else if (key.does === 'accents') setAccents(!accents);
    else if (into.current) {
      typeInto(into.current, key.does === 'space' ? { types: ' ' } : 'delete');
      // The next word of a name begins with a capital.
      if (key.does === 'space' && kind === 'text') setShift(true);
    }
  }
  const pressed: Partial<Record<ControlKey, boolean>> = { shift, accents };
  const columns = Math.max(...rows.map((row) => row.length));
  return (
    <fieldset className={`keyboard ${kind}`} aria-label={t('label')} data-columns={columns}>
      {rows.map((row, index) => (
        <div key={index} className="key-row">
          {row.map((key) => {
            const name = 'types' in key ? key.types : key.does;
            const on = 'does' in key ? pressed[key.does] : undefined;
            const spelling = spelled[name];
            const face = faceOf(name, accents);
            const words = 'does' in key ? t(key.does) : spelling && t(`spelled.${spelling}`);
            // What is written on a key is part of its name.
            const label = words && name === 'accents' ? `${face} ${words}` : words;
            return (
              <Button
                key={name}
                className={`touch key ${'does' in key ? key.does : ''}`}
                {...(label && { 'aria-label': label })}
                {...(on !== undefined && { 'aria-pressed': on })}
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

function faceOf(name: string, accents: boolean): ReactNode {
  if (name === 'delete') return <DeleteMark />;
  if (name === 'shift') return <ShiftMark />;
  if (name === 'accents') return accents ? 'abc' : 'áñü';
  return name === 'space' ? null : name;
}
