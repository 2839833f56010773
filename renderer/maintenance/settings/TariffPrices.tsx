import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keyboard } from '../../components/Keyboard.tsx';
import { useMaintenance } from '../page.ts';
import { Panel } from '../parts/Page.tsx';
import { AsOnDriversPage } from '../parts/Typing.tsx';
import { type PriceRow, pricesIn, withPrice } from './tariffText.ts';

/** Each price of the tariff, to be typed over; conditions and taxes stay as they are. */
export function TariffPrices(props: {
  text: string;
  currency: string;
  /** The price that is being typed, as element and component. */
  open: string | null;
  setOpen: (open: string) => void;
  write: (text: string) => void;
}) {
  const { text, currency, open, setOpen, write } = props;
  const { t } = useTranslation('settings');
  const { desk, format, language } = useMaintenance();
  const field = useRef<HTMLInputElement | null>(null);
  const [typed, setTyped] = useState('');
  const rows = pricesIn(text);
  const elements = new Set(rows.map(({ element }) => element)).size;
  const keyOf = ({ element, component }: PriceRow) => `${element}.${component}`;
  const mark = format.decimal('0.1').charAt(1);
  if (rows.length === 0) return null;

  const label = (row: PriceRow): string => {
    const name = t(`tariff.price.${row.kind}`, { currency: format.symbol(currency) });
    return elements > 1 ? t('tariff.ofElement', { name, number: row.element + 1 }) : name;
  };
  return (
    <Panel title={t('tariff.prices')}>
      <div className="tariff-prices">
        {rows.map((row) => (
          <label key={keyOf(row)} className="field" data-active={open === keyOf(row)}>
            <span>{label(row)}</span>
            <input
              value={open === keyOf(row) ? typed : row.price.replace('.', mark)}
              inputMode="decimal"
              maxLength={12}
              autoComplete="off"
              dir="ltr"
              onFocus={(event) => {
                field.current = event.target;
                setOpen(keyOf(row));
                setTyped(row.price.replace('.', mark));
              }}
              onChange={(event) => {
                const next = event.target.value.replace(/[^\d.,]/g, '');
                field.current = event.target;
                setOpen(keyOf(row));
                setTyped(next);
                const price = next.replace(',', '.');
                if (/^\d+(\.\d+)?$/.test(price)) write(withPrice(text, row, price, desk.nowMs()));
              }}
            />
            <span className="soft small">
              {[
                row.vat !== null && t('tariff.vat', { percent: format.percent(Number(row.vat)) }),
                row.isRestricted && t('tariff.restricted'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </label>
        ))}
      </div>
      {open !== null && (
        <AsOnDriversPage>
          <Keyboard key={open} into={field} kind="digits" language={language} />
        </AsOnDriversPage>
      )}
    </Panel>
  );
}
