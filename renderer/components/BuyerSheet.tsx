import { type SubmitEvent, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  type Buyer,
  type BuyerFault,
  countryOf,
  isVatCountry,
  vatCountries,
  vatExamples,
} from '../../machines/buyer.ts';
import type { KioskView } from '../../machines/view.ts';
import { useIsSmall } from '../dress.ts';
import { usePage } from '../page.ts';
import { Keyboard } from './Keyboard.tsx';
import { Sheet } from './Sheet.tsx';
import { TypingActions } from './TypingActions.tsx';

type Field = 'companyName' | 'vatNumber' | 'countryCode';
const fieldOf: Record<BuyerFault, Field> = {
  companyName: 'companyName',
  vatCountry: 'countryCode',
  vatFormat: 'vatNumber',
  vatCheckDigit: 'vatNumber',
};

/** Company and VAT number, typed on the glass. The station looks at them; what it says is read at the field it is about. */
export function BuyerSheet(props: {
  view: KioskView;
  sessionId: string;
  buyer: Buyer | null;
  until: number | null;
  onClose: () => void;
}) {
  const { view, sessionId, buyer, until, onClose } = props;
  const { t } = useTranslation('buyer');
  const { format, send } = usePage();
  const narrow = useIsSmall(view);
  const [companyName, setCompanyName] = useState(buyer?.companyName ?? '');
  const [vatNumber, setVatNumber] = useState(buyer?.vatNumber ?? '');
  const [countryCode, setCountryCode] = useState(buyer?.countryCode ?? homeOf(view));
  const [field, setField] = useState<Field>('companyName');
  const [fault, setFault] = useState<BuyerFault | null>(null);
  const [waiting, setWaiting] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const number = useRef<HTMLInputElement>(null);

  const example = isVatCountry(countryCode) ? vatExamples[countryCode] : '';
  const regions = new Intl.DisplayNames(format.tag, { type: 'region' });
  const countries = vatCountries
    .map((code) => ({ code, name: regions.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, format.tag));

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (waiting) return;
    setWaiting(true);
    const answer = await send({ type: 'SET_BUYER', sessionId, companyName, vatNumber, countryCode });
    setWaiting(false);
    if (answer.ok) return onClose();
    const { code } = answer.error;
    if (!isBuyerFault(code)) return;
    setFault(code);
    setField(fieldOf[code]);
    (code === 'companyName' ? name : number).current?.focus();
  }
  // What was refused is being mended: the words were about what stood there before.
  function change(set: (value: string) => void, value: string): void {
    set(value);
    setFault(null);
  }
  function choose(code: string): void {
    change(setCountryCode, code);
    setField('vatNumber');
    number.current?.focus();
  }

  return (
    <Sheet title={t('title')} className="typing buyer" onClose={onClose}>
      <form onSubmit={save}>
        <div className="fields">
          <label className="field" data-active={field === 'companyName'}>
            {t('companyName')}
            <input
              ref={name}
              defaultValue={buyer?.companyName}
              dir="auto"
              maxLength={100}
              inputMode="none"
              autoComplete="off"
              aria-invalid={fault === 'companyName'}
              aria-describedby="buyer-words"
              onFocus={() => setField('companyName')}
              onInput={({ currentTarget }) => change(setCompanyName, currentTarget.value)}
            />
          </label>
          <div className="field">
            <span id="buyer-country">{t('countryCode')}</span>
            <Button
              className="touch country"
              aria-labelledby="buyer-country buyer-country-name"
              aria-expanded={field === 'countryCode'}
              onPress={() => setField(field === 'countryCode' ? 'vatNumber' : 'countryCode')}
            >
              <span id="buyer-country-name">{regions.of(countryCode)}</span>
            </Button>
          </div>
          <label className="field" data-active={field === 'vatNumber'}>
            {t('vatNumber')}
            <input
              ref={number}
              className="vat-number"
              dir="ltr"
              defaultValue={buyer?.vatNumber}
              maxLength={40}
              inputMode="none"
              autoComplete="off"
              autoCapitalize="characters"
              aria-invalid={fault !== null && fault !== 'companyName'}
              aria-describedby="buyer-words"
              onFocus={() => setField('vatNumber')}
              onInput={({ currentTarget }) => {
                change(setVatNumber, currentTarget.value);
                setCountryCode(countryOf(currentTarget.value) ?? countryCode);
              }}
            />
          </label>
        </div>
        <p
          id="buyer-words"
          className="field-words"
          role="status"
          data-fault={fault !== null}
          data-about={fault ? fieldOf[fault] : 'vatNumber'}
        >
          {fault ? t(`fault.${fault}`, { example }) : t('example', { example })}
        </p>
        {field === 'countryCode' ? (
          <ul className="countries" aria-label={t('countryCode')}>
            {countries.map(({ code, name }) => (
              <li key={code}>
                <Button className="touch" aria-pressed={code === countryCode} onPress={() => choose(code)}>
                  {name}
                </Button>
              </li>
            ))}
          </ul>
        ) : (
          <Keyboard
            key={field}
            into={field === 'companyName' ? name : number}
            kind={field === 'companyName' ? 'text' : 'vatNumber'}
            language={view.language}
            narrow={narrow}
          />
        )}
        <TypingActions until={until} waiting={waiting} onCancel={onClose} done={t('save')} />
      </form>
    </Sheet>
  );
}

const isBuyerFault = (code: string): code is BuyerFault => Object.hasOwn(fieldOf, code);

/** Most drivers come from where the station stands: its EVSE ids begin with the country. */
function homeOf({ connectors }: KioskView): string {
  const code = connectors[0]?.evseId.slice(0, 2) ?? '';
  return isVatCountry(code) ? code : 'DE';
}
