import { maskedId } from '../../metering/maskedId.ts';
import { curveOfAlgorithm } from '../../metering/ocmf/curves.ts';
import { writeDecimal } from '../../metering/ocmf/decimal.ts';
import { createSigner, type WritableReading } from '../../metering/ocmf/sign.ts';
import { writeTime } from '../../metering/ocmf/time.ts';
import type { ProvidedIdToken } from './commandSchemas.ts';
import type { FinishedTransaction } from './meterBook.ts';
import type { EvseOptions } from './options.ts';

export const meterSerial = (evse: number): string => `SIM${String(evse).padStart(5, '0')}`;

/** Who a transaction is for, in OCMF's words. */
export type Identification = Pick<FinishedTransaction, 'identificationType' | 'identification'>;

const identificationTypes: Readonly<Record<string, string>> = {
  Central: 'CENTRAL',
  eMAID: 'EMAID',
  MacAddress: 'EVCCID',
  ISO14443: 'ISO14443',
  ISO15693: 'ISO15693',
  KeyCode: 'KEY_CODE',
  Local: 'LOCAL',
};

/** A payment is named by its transaction; of what a person carries only the end is written down. */
export function identificationOf(token: ProvidedIdToken | null): Identification {
  if (!token) return { identificationType: 'NONE', identification: '' };
  const { value, type } = token.id_token;
  if (token.authorization_type === 'BankCard') return { identificationType: 'CARD_TXN_NR', identification: value };
  return { identificationType: identificationTypes[type] ?? 'UNDEFINED', identification: maskedId(value) };
}

/**
 * The billing meter's hand: one OCMF 1.4 record of begin and end per transaction, signed with the meter's own key. Seed
 * and EVSE id make the key, so a run repeats to the byte.
 */
export function createMeterSigner({ evse, evseId }: EvseOptions, seed: number) {
  const curve = curveOfAlgorithm(null);
  if (!curve) throw new Error('OCMF has a default algorithm');
  const signer = createSigner(curve, `simulated meter ${seed} ${evseId}`);

  function reading(TX: 'B' | 'E', wh: number, atMs: number): WritableReading {
    return {
      TM: writeTime(atMs, 'S'),
      TX,
      RV: writeDecimal({ units: BigInt(Math.floor(wh)), scale: 3 }),
      RI: '01-00:B0.08.00*FF',
      RU: 'kWh',
      RT: 'DC',
      EF: '',
      ST: 'G',
    };
  }

  const recordOf = (finished: FinishedTransaction): string =>
    signer.sign({
      FV: '1.4',
      GI: 'Surtidor simulator',
      GS: meterSerial(evse),
      PG: `T${finished.pagination}`,
      MV: 'Surtidor',
      MM: 'SIMULATED',
      MS: meterSerial(evse),
      IS: finished.identificationType !== 'NONE',
      IL: 'TRUSTED',
      IF: [],
      IT: finished.identificationType,
      ID: finished.identification,
      ...(finished.tariffText !== null && { TT: finished.tariffText.slice(0, 250) }),
      CT: 'EVSEID',
      CI: evseId,
      RD: [reading('B', finished.startWh, finished.startMs), reading('E', finished.endWh, finished.endMs)],
    });

  return {
    publicKeyHex: signer.publicKeyHex,
    /** EVerest's SignedMeterValue, as the drivers of OCMF meters fill it. */
    signedValue: (finished: FinishedTransaction) => ({
      signed_meter_data: recordOf(finished),
      signing_method: '',
      encoding_method: 'OCMF',
      public_key: signer.publicKeyHex,
    }),
  };
}
export type MeterSigner = ReturnType<typeof createMeterSigner>;
export type SignedMeterValue = ReturnType<MeterSigner['signedValue']>;

/** One digit of the end's reading is another: its signature no longer fits. */
export const altered = (value: SignedMeterValue): SignedMeterValue => ({
  ...value,
  signed_meter_data: value.signed_meter_data.replace(
    /("TX":"E","RV":\d+\.\d\d)(\d)/,
    (_all, before, digit) => `${before}${(Number(digit) + 1) % 10}`,
  ),
});
