import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf, languages } from '../../../locales/languages.ts';
import { Key } from '../parts/Key.tsx';

/** The languages drivers choose among, in the order they are touched. The first is the station's own. */
export function Languages({
  now,
  set,
}: {
  now: readonly string[];
  set: (tags: readonly string[] | undefined) => void;
}) {
  const { t } = useTranslation('settings');
  const [chosen, setChosen] = useState(now);
  function touch(tag: string): void {
    const next = chosen.includes(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag];
    setChosen(next);
    set(next.length > 0 ? next : undefined);
  }
  return (
    <>
      <p className="soft">{t('ownFirst')}</p>
      <div className="choice setting-choice languages">
        {languages.map((tag) => (
          <Key key={tag} current={chosen.includes(tag)} onPress={() => touch(tag)}>
            {chosen.includes(tag) && <span className="place">{chosen.indexOf(tag) + 1}</span>}
            <span lang={tag}>{factsOf(tag).name}</span>
          </Key>
        ))}
      </div>
    </>
  );
}
