import { useTranslation } from 'react-i18next';
import { type FaultCode, faults } from '../../machines/faults.ts';
import type { StationView } from '../../machines/view.ts';

/** The next step of a fault as a sentence, null when there is none. */
export function useNextStep(fault: FaultCode): string | null {
  const { t } = useTranslation('fault');
  const { action } = faults[fault];
  return action === 'none' ? null : t(`action.${action}`);
}

/** The short code to tell on the phone, and the phone. */
export function FaultLine({ fault, station }: { fault: FaultCode; station: StationView }) {
  const { t } = useTranslation();
  return (
    <p className="fault-line">
      <span className="fault-code">{t('code', { code: faults[fault].code })}</span>
      <span>{t('helpLine', { phone: station.helpLine })}</span>
    </p>
  );
}
