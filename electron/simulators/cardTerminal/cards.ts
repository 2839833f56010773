import { createHash } from 'node:crypto';

/** A card as a person has it. PAN and PIN stay in here: test numbers, and only masked ones leave the simulator. */
export type SimulatedCard = {
  readonly id: string;
  readonly label: string;
  readonly kind: 'bankCard' | 'phone' | 'chargingKey';
  /** Null: another random one (08…) at each tap, as phones do. */
  readonly uid: string | null;
  readonly bank: BankAccount | null;
};

export type BankAccount = {
  readonly brand: string;
  readonly pan: string;
  /** EMV application. */
  readonly aid: string;
  /** ZVT card type (BMP 8A). */
  readonly cardType: number;
  readonly expiry: string;
  /** Asked for when the card is used; null: never. */
  readonly pin: string | null;
  /** Result code of the issuer for every order; null: approved. */
  readonly refusal: number | null;
  /** The issuer wants the chip and the PIN instead of a tap. */
  readonly chipOnly: boolean;
  /** The issuer approves at most this much, in minor units. */
  readonly limitMinor: number | null;
};

/** A card with which one can pay. */
export type BankCard = SimulatedCard & { readonly bank: BankAccount };

const account = (
  brand: string,
  pan: string,
  aid: string,
  cardType: number,
  more: Partial<BankAccount> = {},
): BankAccount => ({
  brand,
  pan,
  aid,
  cardType,
  expiry: '2912',
  pin: null,
  refusal: null,
  chipOnly: false,
  limitMinor: null,
  ...more,
});

const VISA = 'A0000000031010';
const MASTERCARD = 'A0000000041010';
const GIROCARD = 'A0000003591010028001';

const key = (id: string, label: string, uid: string): SimulatedCard => ({
  id,
  label,
  kind: 'chargingKey',
  uid,
  bank: null,
});

export const cards: readonly SimulatedCard[] = [
  { id: 'visa', label: 'Visa', kind: 'bankCard', uid: '1D4E7A21', bank: account('VISA', '4111111111111111', VISA, 10) },
  {
    id: 'mastercard',
    label: 'Debit Mastercard, contactless',
    kind: 'bankCard',
    uid: '04517C9A2B6180',
    bank: account('Debit Mastercard', '5555555555554444', MASTERCARD, 46),
  },
  {
    id: 'girocardPin',
    label: 'girocard with PIN (1234)',
    kind: 'bankCard',
    uid: '2A6650C3',
    bank: account('girocard', '6725901234567890142', GIROCARD, 5, { pin: '1234' }),
  },
  {
    id: 'phoneVisa',
    label: 'Phone wallet, Visa',
    kind: 'phone',
    uid: null,
    bank: account('VISA', '4012888888881881', VISA, 10),
  },
  {
    id: 'declined',
    label: 'Card the bank declines',
    kind: 'bankCard',
    uid: '3C0912EE',
    bank: account('VISA', '4000000000000002', VISA, 10, { refusal: 0x05 }),
  },
  {
    id: 'insertOnly',
    label: 'Card that must be inserted (PIN 1234)',
    kind: 'bankCard',
    uid: '04AA31778E5C80',
    bank: account('Mastercard', '5105105105105100', MASTERCARD, 6, { chipOnly: true, pin: '1234' }),
  },
  {
    id: 'smallLimit',
    label: 'Card with 20.00 left',
    kind: 'bankCard',
    uid: '5B20D1F6',
    bank: account('VISA', '4242424242424242', VISA, 10, { limitMinor: 2_000 }),
  },
  key('keyFleet7', 'Charging key, Fleet 7', '04A1B2C3D4E5F6'),
  key('keyUnknown', 'Charging key nobody knows', '04FFEEDDCCBBAA'),
  key('keyBlocked', 'Charging key, blocked', '04BB0000000001'),
  key('keyWithPin', 'Charging key with PIN (1234)', '04CC0000000002'),
];

export const cardById = (id: string): SimulatedCard | undefined => cards.find((card) => card.id === id);

/** First six and last four digits, the rest as *: all of a PAN that leaves the simulator. */
export const maskedPanOf = ({ pan }: BankAccount): string =>
  pan.slice(0, 6) + '*'.repeat(pan.length - 10) + pan.slice(-4);

/** 1F14: the same card gives the same token at this merchant, whatever the terminal's seed. */
export const tokenOf = ({ pan }: BankAccount): Buffer =>
  createHash('sha256').update(`surtidor simulated terminal/${pan}`).digest().subarray(0, 16);
