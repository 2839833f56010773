import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpView } from '../../machines/helpView.ts';
import type { KioskView } from '../../machines/view.ts';
import { Sheet } from '../components/Sheet.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { usePage } from '../page.ts';
import { Contact } from './Contact.tsx';
import { home, type Place } from './places.ts';

/** The answers come when somebody asks for help; whom to call is there at once. */
const Pages = lazy(() => import('./Pages.tsx'));

export function HelpSheet({ view, help }: { view: KioskView; help: HelpView }) {
  const { t } = useTranslation('help');
  const { send } = usePage();
  const [places, setPlaces] = useState<readonly Place[]>([home]);
  return (
    <Sheet title={t('title')} className="help" onClose={() => void send({ type: 'CLOSE_HELP' })}>
      <Contact view={view} help={help} />
      <Suspense fallback={<div className="help-page" aria-busy="true" />}>
        <Pages {...{ view, help, places, setPlaces }} />
      </Suspense>
      <TouchButton className="help-close" intent={{ type: 'CLOSE_HELP' }}>
        {t('close')}
      </TouchButton>
    </Sheet>
  );
}
