import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettlingRow } from '../../../electron/maintenance/settling.ts';
import { usePerson } from '../page.ts';
import { Page } from '../parts/Page.tsx';
import { Cables } from './actions/Cables.tsx';
import { DecideForm, type Decision } from './actions/DecideForm.tsx';
import { Receipts } from './actions/Receipts.tsx';
import { Settling } from './actions/Settling.tsx';
import { Upkeep } from './actions/Upkeep.tsx';
import { useSettling } from './actions/useSettling.ts';

/** What staff do at a station: its cables, the money that is open, receipts once more, and keeping it going. */
export default function Actions() {
  const { t } = useTranslation(['actions', 'shell']);
  const { role } = usePerson();
  const [decision, setDecision] = useState<{ readonly of: SettlingRow; readonly what: Decision } | null>(null);
  const settling = useSettling();
  if (decision) return <DecideForm of={decision.of} what={decision.what} onEnd={() => setDecision(null)} />;
  const mends = role !== 'bookkeeper';
  return (
    <Page title={t('shell:pages.actions')} hint={t('actions:hint')}>
      {mends && <Cables />}
      <Settling settling={settling} onDecide={(of, what) => setDecision({ of, what })} />
      <Receipts />
      {mends && <Upkeep />}
    </Page>
  );
}
