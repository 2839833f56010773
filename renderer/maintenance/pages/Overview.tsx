import { useTranslation } from 'react-i18next';
import type { OverviewView } from '../../../electron/maintenance/overview.ts';
import { useLook, useMaintenance, usePerson } from '../page.ts';
import { Dotted } from '../parts/Dotted.tsx';
import { Looking, Page, Panel } from '../parts/Page.tsx';
import { Cases } from './overview/Cases.tsx';
import { Connectors } from './overview/Connectors.tsx';
import { Links } from './overview/Links.tsx';
import { Machine } from './overview/Machine.tsx';
import { OpenMoney } from './overview/OpenMoney.tsx';
import { DeveloperTools, OwnWindow } from './overview/OwnWindow.tsx';
import { Troubles } from './overview/Troubles.tsx';

const LOOK_EVERY_MS = 2_000;

/** Where the station stands: what is wrong first, then everything in its place. */
export default function Overview() {
  const { t } = useTranslation(['overview', 'shell', 'actions']);
  const { format } = useMaintenance();
  const { role } = usePerson();
  const { value, trouble, again } = useLook('overview.look', undefined, LOOK_EVERY_MS);
  if (!value)
    return (
      <Page title={t('shell:pages.overview')}>
        <Looking trouble={trouble} again={again} />
      </Page>
    );
  const wrong = needed(value);
  const names = [
    ...wrong.links.map(({ device }) => t(`overview:device.${device}`)),
    ...wrong.connectors.map(({ label }) => t('overview:ofCable', { cable: label })),
    ...wrong.settlements.map(({ receiptNumber, sessionId }) =>
      receiptNumber === null ? sessionId : t('overview:receipt', { number: receiptNumber }),
    ),
    ...(wrong.endOfDay ? [t('actions:day')] : []),
  ];
  return (
    <Page title={t('shell:pages.overview')} hint={t('overview:hint', { time: format.clock(value.nowMs) })}>
      <div className="verdict" data-tone={names.length > 0 ? 'attention' : 'good'} role="status">
        <p>{names.length > 0 ? t('overview:attention', { count: names.length }) : t('overview:allWell')}</p>
        {names.length > 0 && (
          <p className="verdict-names">
            <Dotted parts={[...new Set(names)]} />
          </p>
        )}
      </div>
      <Panel title={t('overview:links')}>
        <Links links={value.links} />
      </Panel>
      <Panel title={t('overview:connectors')}>
        <Connectors connectors={value.connectors} />
      </Panel>
      <Panel title={t('overview:open')}>
        <OpenMoney open={value.openSettlements} awaiting={value.awaitingEndOfDay} />
      </Panel>
      <Panel title={t('overview:troubles')}>
        <Troubles troubles={value.troubles} />
      </Panel>
      {role !== 'bookkeeper' && (
        <Panel title={t('overview:cases.title')}>
          <Cases />
        </Panel>
      )}
      <Panel title={t('overview:machine')}>
        <Machine machine={value.machine} />
        {role !== 'bookkeeper' && <OwnWindow />}
        {role === 'administrator' && <DeveloperTools />}
      </Panel>
    </Page>
  );
}

/** What a person has to look at now: what went wrong and is over is not among it. */
function needed({ links, connectors, openSettlements, awaitingEndOfDay }: OverviewView) {
  return {
    links: links.filter(({ fault }) => fault !== null),
    connectors: connectors.filter(({ status }) => status === 'unavailable'),
    settlements: openSettlements.filter(({ todo }) => todo !== 'wait'),
    endOfDay: awaitingEndOfDay.isOverdue,
  };
}
