import { useTranslation } from 'react-i18next';
import type { TestName } from '../../../electron/maintenance/tests/results.ts';
import { useLook } from '../page.ts';
import { Looking, Page, Panel } from '../parts/Page.tsx';
import { TestCard } from './tests/TestCard.tsx';
import '../tests.css';

const LOOK_EVERY_MS = 500;

const groups = {
  payment: ['registration', 'diagnosis', 'cardRead', 'hold', 'chargingKey'],
  charging: ['controller', 'emergencyStop'],
  person: ['touch', 'display', 'sound', 'printer'],
  whole: ['network', 'dryRun'],
} as const satisfies Record<string, readonly TestName[]>;

/** What the charge controller's API gives nobody a way to test. */
const impossible = ['connectorLock', 'selfTest'] as const;

/** What a technician tries out, each with a clear end: passed, or what is wrong and what helps. */
export default function Tests() {
  const { t } = useTranslation(['tests', 'shell']);
  const { value, trouble, again } = useLook('test.look', undefined, LOOK_EVERY_MS);
  return (
    <Page title={t('shell:pages.tests')} hint={t('tests:hint')}>
      {!value ? (
        <Looking trouble={trouble} again={again} />
      ) : (
        Object.entries(groups).map(([group, names]) => (
          <Panel key={group} title={t(`tests:group.${group as keyof typeof groups}`)}>
            <ul className="cards">
              {value.tests
                .filter(({ name }) => names.some((one) => one === name))
                .map((row) => (
                  <TestCard key={row.name} row={row} running={value.running} again={again} />
                ))}
              {group === 'charging' &&
                impossible.map((name) => (
                  <li key={name} className="card impossible">
                    <div className="card-words">
                      <h3 className="soft">{t(`tests:name.${name}`)}</h3>
                      <p className="soft">{t(`tests:notHere.${name}`)}</p>
                    </div>
                  </li>
                ))}
            </ul>
          </Panel>
        ))
      )}
    </Page>
  );
}
