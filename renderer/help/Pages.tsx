import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { HelpTopic } from '../../machines/help.ts';
import type { HelpView } from '../../machines/helpView.ts';
import type { KioskView } from '../../machines/view.ts';
import { AnswerSteps } from './AnswerSteps.tsx';
import { CallBack } from './CallBack.tsx';
import { Page } from './Page.tsx';
import { home, type Place } from './places.ts';
import { Report } from './Report.tsx';
import { RequestState } from './RequestState.tsx';
import { Row } from './Row.tsx';
import { Scrolled } from './Scrolled.tsx';
import { Search } from './Search.tsx';
import { groupNames, groups, topicsOf } from './topics.ts';
import { useAnswers } from './useAnswers.ts';

/** The answers, and the ways to be helped by somebody. */
export default function Pages(props: {
  view: KioskView;
  help: HelpView;
  places: readonly Place[];
  setPlaces: (places: readonly Place[]) => void;
}) {
  const { view, help, places, setPlaces } = props;
  const { t } = useTranslation('help');
  const answers = useAnswers(view, help);
  if (!answers) return <div className="help-page" aria-busy="true" />;

  const place = places.at(-1) ?? home;
  const onBack = places.length > 1 ? () => setPlaces(places.slice(0, -1)) : undefined;
  const go = (to: Place) => () => setPlaces([...places, to]);
  const asked = () => setPlaces([home]);

  const rows = (topics: readonly HelpTopic[]) =>
    topics.map((topic) => {
      const answer = answers.get(topic);
      return (
        answer && (
          <li key={topic}>
            <Row onPress={go({ name: 'answer', topic })}>{answer.title}</Row>
          </li>
        )
      );
    });
  const people = (topic: HelpTopic | null) => (
    <>
      {help.takesReports && (
        <Button className="touch quiet report" onPress={go({ name: 'report', topic })}>
          {t('report')}
        </Button>
      )}
      {help.callBack && (
        <Button className="touch quiet call-back" onPress={go({ name: 'call', topic })}>
          {t('callBack')}
        </Button>
      )}
    </>
  );

  switch (place.name) {
    case 'home':
      return (
        <Page
          title={t('now')}
          actions={
            <>
              <Button className="touch quiet search" onPress={go({ name: 'search' })}>
                {t('search')}
              </Button>
              {people(null)}
            </>
          }
        >
          {help.request && <RequestState request={help.request} />}
          <Scrolled>
            <ul className="help-rows">{rows(topicsOf(view).slice(0, help.request ? 2 : undefined))}</ul>
            <h4>{t('all')}</h4>
            <ul className="help-groups">
              {groupNames.map((group) => (
                <li key={group}>
                  <Row className="group" onPress={go({ name: 'group', group })}>
                    {t(`group.${group}`)}
                  </Row>
                </li>
              ))}
            </ul>
          </Scrolled>
        </Page>
      );
    case 'group':
      return (
        <Page title={t(`group.${place.group}`)} onBack={onBack}>
          <Scrolled>
            <ul className="help-rows all">{rows(groups[place.group])}</ul>
          </Scrolled>
        </Page>
      );
    case 'answer': {
      const answer = answers.get(place.topic);
      return (
        <Page title={answer?.title ?? ''} onBack={onBack} actions={people(place.topic)}>
          {answer && <AnswerSteps answer={answer} view={view} />}
        </Page>
      );
    }
    case 'search':
      return <Search view={view} answers={[...answers.values()]} onBack={onBack} rows={rows} />;
    case 'report':
      return (
        <Report {...{ view, help, onBack, asked }} answer={answers.get(place.topic ?? 'privacy')} topic={place.topic} />
      );
    case 'call':
      return <CallBack {...{ view, help, onBack, asked }} topic={place.topic} />;
  }
}
