import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TariffTried } from '../../../electron/maintenance/tariffs.ts';
import { useMaintenance } from '../page.ts';
import { Panel } from '../parts/Page.tsx';

/** What the check says of a tariff, and what charges would cost by it and by the present one. */
export function TariffVerdict({ tried }: { tried: TariffTried & { readonly isNews: boolean } }) {
  const { t } = useTranslation('settings');
  const { format } = useMaintenance();
  const top = useRef<HTMLParagraphElement>(null);
  // On a low screen it comes up below what was pressed.
  useEffect(() => {
    void top.current?.scrollIntoView({ block: 'center' });
  }, []);
  const { remarks, samples, isNews } = tried;
  const errors = remarks.filter(({ severity }) => severity === 'error').length;
  const verdict = !isNews
    ? t('tariff.same')
    : errors > 0
      ? t('tariff.errors', { count: errors })
      : remarks.length > 0
        ? t('tariff.remarks', { count: remarks.length })
        : t('tariff.sound');
  return (
    <Panel title={t('tariff.verdict')}>
      <p ref={top} className="verdict" data-tone={errors > 0 ? 'attention' : 'good'} role="status">
        {verdict}
      </p>
      {remarks.length > 0 && (
        <ul className="remarks" lang="en" dir="ltr">
          {remarks.map(({ severity, path, text }) => (
            <li key={path + text} data-severity={severity}>
              <strong>{severity}</strong> <code>{path}</code> {text}
            </li>
          ))}
        </ul>
      )}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('tariff.sample')}</th>
            <th scope="col">{t('tariff.now')}</th>
            <th scope="col">{t('tariff.then')}</th>
          </tr>
        </thead>
        <tbody>
          {samples.map(({ kwh, minutes, idleMinutes, before, after }) => {
            const charge = { energy: format.quantity(String(kwh), 'kWh'), time: format.span(minutes * 60_000) };
            return (
              <tr key={`${kwh} ${idleMinutes}`}>
                <th scope="row">
                  {idleMinutes > 0
                    ? t('tariff.chargeAndIdle', { ...charge, idle: format.span(idleMinutes * 60_000) })
                    : t('tariff.charge', charge)}
                </th>
                <td className="figures">{format.money(before)}</td>
                <td className="figures">
                  <strong>{format.money(after)}</strong>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
