import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DriverIntent } from '../../electron/ipc/contract.ts';
import { TouchButton } from './TouchButton.tsx';

/** On or off, in words and by the knob’s place, not by colour; to a screen reader by `aria-pressed`. */
export function Toggle(props: { mark: ReactNode; on: boolean; intent: DriverIntent; children: string }) {
  const { t } = useTranslation();
  const { mark, on, intent, children } = props;
  return (
    <li>
      <TouchButton tone="tile" className="toggle" pressed={on} intent={intent}>
        {mark}
        <span className="toggle-word">{children}</span>
        <span className="toggle-state" aria-hidden="true">
          {t(on ? 'access.on' : 'access.off')}
        </span>
        <span className="switch" />
      </TouchButton>
    </li>
  );
}
