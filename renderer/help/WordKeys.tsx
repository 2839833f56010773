import type { RefObject } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { typeInto } from '../keys.ts';

/** Words in place of keys: one touch looks for a word, another takes it away. What is not among them is spelled. */
export function WordKeys(props: {
  into: RefObject<HTMLInputElement | null>;
  words: readonly string[];
  typed: string;
  narrow: boolean;
  onSpell: () => void;
}) {
  const { into, words, typed, narrow, onSpell } = props;
  const { t } = useTranslation('keyboard');
  function press(word: string): void {
    if (!into.current) return;
    into.current.select();
    typeInto(into.current, typed === word ? 'delete' : { types: word });
  }
  return (
    <fieldset className={`keyboard search word-keys ${narrow ? 'narrow' : ''}`} aria-label={t('label')}>
      {words.map((word) => (
        <Button
          key={word}
          className="touch key"
          aria-pressed={typed === word}
          preventFocusOnPress
          onPress={() => press(word)}
        >
          {word}
        </Button>
      ))}
      <Button className="touch key" aria-label={`abc ${t('label')}`} preventFocusOnPress onPress={onSpell}>
        abc
      </Button>
    </fieldset>
  );
}
