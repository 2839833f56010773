import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceiptCopyView } from '../../../../electron/maintenance/receiptCopies.ts';
import { Keyboard } from '../../../components/Keyboard.tsx';
import { useMaintenance } from '../../page.ts';
import { Dotted } from '../../parts/Dotted.tsx';
import { Key } from '../../parts/Key.tsx';
import { Panel } from '../../parts/Page.tsx';
import { AsOnDriversPage } from '../../parts/Typing.tsx';
import { useDoing } from '../../parts/useDoing.tsx';
import { SettlingEndLine } from './SettlingEndLine.tsx';

/** A receipt once more, by its number. */
export function Receipts() {
  const { t } = useTranslation(['actions', 'overview']);
  const { desk, format, language } = useMaintenance();
  const { run, doing, outcome } = useDoing();
  const numberField = useRef<HTMLInputElement>(null);
  const addressField = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState<'number' | 'address' | null>(null);
  const [digits, setDigits] = useState('');
  const [address, setAddress] = useState('');
  const [found, setFound] = useState<ReceiptCopyView | null>(null);
  const number = Number(digits || '0');

  async function find(): Promise<void> {
    setTyping(null);
    setFound(null);
    await run(
      async () => {
        const answer = await desk.ask('receipt.find', { number });
        if (answer.ok) setFound(answer.value);
        return answer;
      },
      () => '',
    );
  }
  const print = () =>
    run(
      () => desk.ask('receipt.print', { number, language }),
      () => t('actions:printing'),
    );
  const send = () =>
    run(
      () => desk.ask('receipt.send', { number, language, address }),
      () => t('actions:sending'),
    );
  const offers = found?.deliveries.offers;
  return (
    <Panel title={t('actions:receipts')}>
      <div className="form-row">
        <label className="field">
          <span>{t('actions:receiptNumber')}</span>
          <input
            ref={numberField}
            value={digits}
            inputMode="numeric"
            maxLength={9}
            autoComplete="off"
            onFocus={() => setTyping('number')}
            onChange={(event) => {
              setDigits(event.target.value.replace(/\D/g, ''));
              setFound(null);
            }}
          />
        </label>
        <Key disabled={number < 1} waiting={doing} onPress={() => void find()}>
          {t('actions:find')}
        </Key>
      </div>
      {found && (
        <>
          <p className="figures">
            <Dotted
              parts={[
                found.receiptNumber,
                format.dateTime(found.endedAtMs),
                format.energy(found.energyWh),
                format.money(found.total),
                found.last4 && `•••• ${found.last4}`,
              ]}
            />
          </p>
          {found.payment ? <SettlingEndLine end={found.payment} /> : <p>{t('actions:settled.key')}</p>}
          <div className="form-row">
            {offers?.mail && (
              <label className="field">
                <span>{t('actions:address')}</span>
                <input
                  ref={addressField}
                  value={address}
                  maxLength={254}
                  autoComplete="off"
                  onFocus={() => setTyping('address')}
                  onChange={(event) => setAddress(event.target.value)}
                />
              </label>
            )}
            <Key disabled={!offers?.mail || !address.includes('@')} waiting={doing} onPress={() => void send()}>
              {offers?.mail ? t('actions:send') : t('actions:noMail')}
            </Key>
            <Key disabled={!offers?.print} waiting={doing} onPress={() => void print()}>
              {offers?.print ? t('actions:print') : t('actions:noPrinter')}
            </Key>
          </div>
        </>
      )}
      {outcome}
      {typing && (
        <AsOnDriversPage>
          <Keyboard
            key={typing}
            into={typing === 'number' ? numberField : addressField}
            kind={typing === 'number' ? 'whole' : 'email'}
            language={language}
          />
        </AsOnDriversPage>
      )}
    </Panel>
  );
}
