import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectorRow } from '../../../../electron/maintenance/connectors.ts';
import { useLook, useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Looking, Panel } from '../../parts/Page.tsx';
import { useDoing } from '../../parts/useDoing.tsx';

const LOOK_EVERY_MS = 2_000;
const LOOK_FREED_EVERY_MS = 400;
const LOOKS_UNTIL_FREED = 10;
const reasons = ['maintenance', 'repair', 'disabled'] as const;

/** Takes a cable from drivers, with the reason they read, and gives it back. */
export function Cables() {
  const { t } = useTranslation('actions');
  const { value, trouble, again } = useLook('connector.list', undefined, LOOK_EVERY_MS);
  return (
    <Panel title={t('cables')}>
      {!value ? (
        <Looking trouble={trouble} again={again} />
      ) : (
        <ul className="cards">
          {value.map((cable) => (
            <Cable key={cable.connectorId} cable={cable} again={again} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Cable({ cable, again }: { cable: ConnectorRow; again: () => Promise<void> }) {
  const { t } = useTranslation(['actions', 'attract', 'overview', 'shell']);
  const { desk } = useMaintenance();
  const { run, doing, outcome } = useDoing();
  const [choosing, setChoosing] = useState(false);
  const { connectorId, label, evseId, status, outOfService } = cable;
  const isInUse = !['free', 'vehicleWaiting', 'unavailable'].includes(status);

  /** What is told of it stands beside how it is now, never beside how it was. */
  async function seen<A>(asked: Promise<A>): Promise<A> {
    const answer = await asked;
    await again();
    return answer;
  }
  async function takeOut(reason: (typeof reasons)[number]): Promise<void> {
    setChoosing(false);
    await run(
      () => seen(desk.ask('connector.takeOut', { connectorId, reason })),
      () => t('actions:takenOut'),
    );
  }
  /** The charge controller frees it in its own time: whoever stands there is told when it has, or that it has not yet. */
  async function freed(): Promise<boolean> {
    for (let look = 0; look < LOOKS_UNTIL_FREED; look += 1) {
      const list = await desk.ask('connector.list', undefined);
      const now = list.ok && list.value.find((one) => one.connectorId === connectorId);
      if (now && now.status !== 'unavailable') return true;
      await new Promise((resolve) => setTimeout(resolve, LOOK_FREED_EVERY_MS));
    }
    return false;
  }
  async function bringBack(): Promise<void> {
    let isFree = true;
    await run(
      async () => {
        const answer = await desk.ask('connector.bringBack', { connectorId });
        if (answer.ok) isFree = await freed();
        return seen(Promise.resolve(answer));
      },
      () => t(isFree ? 'actions:broughtBack' : 'actions:notFreedYet'),
    );
  }
  return (
    <li className="card">
      <div className="card-words">
        <h3>
          {t('actions:cable', { label })} <bdi className="soft">{evseId}</bdi>
        </h3>
        <p className="state" data-state={outOfService || status === 'unavailable' ? 'down' : 'up'}>
          {outOfService ? t('actions:isOut') : t(`overview:connector.${status}`)}
          {outOfService && ` · ${t(`attract:reason.${outOfService}`)}`}
        </p>
        {outOfService && isInUse && <p className="soft">{t('actions:afterCharge')}</p>}
        {outcome}
      </div>
      <div className="card-keys">
        {choosing ? (
          <>
            <p>{t('actions:whichReason')}</p>
            {reasons.map((reason) => (
              <Key key={reason} onPress={() => void takeOut(reason)}>
                {t(`attract:reason.${reason}`)}
              </Key>
            ))}
            <Key onPress={() => setChoosing(false)}>{t('shell:cancel')}</Key>
          </>
        ) : outOfService ? (
          <Key tone="primary" waiting={doing} onPress={() => void bringBack()}>
            {t('actions:bringBack')}
          </Key>
        ) : (
          <Key waiting={doing} onPress={() => setChoosing(true)}>
            {t('actions:takeOut')}
          </Key>
        )}
      </div>
    </li>
  );
}
