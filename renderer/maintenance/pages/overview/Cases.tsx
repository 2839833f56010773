import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../../electron/maintenance/cases.ts';
import { type Answers, loadAnswers } from '../../../../locales/answers.ts';
import { isLanguage } from '../../../../locales/languages.ts';
import { sentences } from '../../../../locales/sentences.ts';
import { useLook, useMaintenance } from '../../page.ts';
import { Dotted } from '../../parts/Dotted.tsx';
import { Looking } from '../../parts/Page.tsx';

const LOOK_EVERY_MS = 5_000;

/** What drivers said is wrong, newest first: about what, at which cable, and whether somebody else has it already. */
export function Cases() {
  const { t } = useTranslation('overview');
  const { desk, format } = useMaintenance();
  const { value, trouble, again } = useLook('cases.look', undefined, LOOK_EVERY_MS);
  const titles = useTitles();
  if (!value) return <Looking trouble={trouble} again={again} />;
  if (value.length === 0) return <p className="soft">{t('cases.none')}</p>;
  const about = ({ topic }: CaseView) => (topic ? (titles?.[topic].title ?? '') : t('cases.other'));
  return (
    <ul className="cells">
      {value.map((one) => (
        <li key={one.number} className="cell" data-wrong={one.desk === 'dropped'}>
          <h3>{about(one)}</h3>
          <p className="figures">
            <Dotted
              parts={[
                t('cases.age', { span: format.span(desk.nowMs() - one.atMs) }),
                one.connector && t('ofCable', { cable: one.connector }),
                one.fault,
              ]}
            />
          </p>
          <p>{sentences(t(`cases.desk.${one.desk}`), one.wantsCall && t('cases.wantsCall'))}</p>
          <p className="soft small">
            <bdi>{one.name}</bdi>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The topics as the driver chose them. */
function useTitles(): Answers['answers'] | null {
  const { language } = useMaintenance();
  const [titles, setTitles] = useState<Answers['answers'] | null>(null);
  useEffect(() => {
    let over = false;
    if (isLanguage(language)) void loadAnswers(language).then((words) => over || setTitles(words));
    return () => {
      over = true;
    };
  }, [language]);
  return titles;
}
