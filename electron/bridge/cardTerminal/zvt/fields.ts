import {
  amount,
  bcd,
  binary,
  byte,
  type FieldCodec,
  paddedText,
  pan,
  receiptNumber,
  tlvContainer,
  totals,
  varBinary,
  varText,
  version,
} from './fieldCodecs.ts';

const field = <T>(bmp: number, codec: FieldCodec<T>) => ({ bmp, codec });

/** Every BMP of PA00P015 by the name we use; read and written by the same row. */
export const bmpFields = {
  goodsTimeoutS: field(0x01, byte),
  maxStatusRounds: field(0x02, byte),
  serviceByte: field(0x03, byte),
  amountMinor: field(0x04, amount),
  pumpNumber: field(0x05, byte),
  tlv: field(0x06, tlvContainer),
  traceNumber: field(0x0b, bcd(3)),
  time: field(0x0c, bcd(3)),
  date: field(0x0d, bcd(2)),
  expiry: field(0x0e, bcd(2)),
  cardSequence: field(0x17, bcd(2)),
  /** Payment type, card type or status byte, whatever the command makes of it. */
  kind: field(0x19, byte),
  maskedPan: field(0x22, pan),
  track2: field(0x23, varBinary(2)),
  track3: field(0x24, varBinary(3)),
  track1: field(0x2d, varBinary(2)),
  chipData: field(0x2e, varBinary(3)),
  resultCode: field(0x27, byte),
  terminalId: field(0x29, bcd(4)),
  merchantId: field(0x2a, paddedText(15, ' ')),
  originalTrace: field(0x37, bcd(3)),
  cvv: field(0x3a, binary(2)),
  bmpPassword: field(0x3d, binary(3)),
  authorizationNumber: field(0x3b, paddedText(8, '\0')),
  additionalText: field(0x3c, varText(3)),
  currency: field(0x49, bcd(2)),
  blockedGoods: field(0x4c, varBinary(2)),
  totals: field(0x60, totals),
  receiptNumber: field(0x87, receiptNumber),
  turnoverNumber: field(0x88, bcd(3)),
  cardType: field(0x8a, byte),
  cardName: field(0x8b, varText(2, true)),
  operatorId: field(0x8c, byte),
  geldKarteData: field(0x92, varBinary(3)),
  geldKarteRecord: field(0x9a, varBinary(3)),
  hostResult: field(0xa0, byte),
  efIdData: field(0xa7, varBinary(2)),
  dateYYMMDD: field(0xaa, bcd(3)),
  efInfo: field(0xaf, varBinary(3)),
  aidParameter: field(0xba, binary(5)),
  algorithm: field(0xd0, byte),
  cardOffset: field(0xd1, varBinary(2)),
  outputDirection: field(0xd2, byte),
  dukptId: field(0xd3, byte),
  inputMin: field(0xe0, byte),
  secondText1: field(0xe1, varText(2)),
  secondText2: field(0xe2, varText(2)),
  secondText3: field(0xe3, varText(2)),
  secondText4: field(0xe4, varText(2)),
  secondText5: field(0xe5, varText(2)),
  secondText6: field(0xe6, varText(2)),
  secondText7: field(0xe7, varText(2)),
  secondText8: field(0xe8, varText(2)),
  inputMax: field(0xe9, byte),
  inputEcho: field(0xea, byte),
  mac: field(0xeb, binary(8)),
  displaySeconds: field(0xf0, byte),
  line1: field(0xf1, varText(2)),
  line2: field(0xf2, varText(2)),
  line3: field(0xf3, varText(2)),
  line4: field(0xf4, varText(2)),
  line5: field(0xf5, varText(2)),
  line6: field(0xf6, varText(2)),
  line7: field(0xf7, varText(2)),
  line8: field(0xf8, varText(2)),
  beeps: field(0xf9, byte),
  readerActivation: field(0xfa, byte),
  okNeeded: field(0xfb, byte),
  dialogControl: field(0xfc, byte),
  displayDevice: field(0xfd, byte),
} as const;

/** Fields that stand at a fixed place before the BMPs of some command, without an id. */
export const placedFields = {
  password: bcd(3),
  configByte: byte,
  timeoutS: byte,
  statusCode: byte,
  timeoutMinutes: byte,
  softwareVersion: version,
  terminalStatus: byte,
  attribute: byte,
  function: bcd(2),
} as const;

type BmpName = keyof typeof bmpFields;
type PlacedName = keyof typeof placedFields;
export type FieldName = BmpName | PlacedName;
type ValueOf<C> = C extends FieldCodec<infer T> ? T : never;

/** What a message carries, in the order it was (or is to be) on the wire. */
export type Fields = { readonly [N in BmpName]?: ValueOf<(typeof bmpFields)[N]['codec']> } & {
  readonly [N in PlacedName]?: ValueOf<(typeof placedFields)[N]>;
} & {
  /** What stands behind the fixed fields where no BMPs follow: text of 06 D1, columns of Feig's 0F A1. */
  readonly text?: string;
};

const byBmp = new Map<number, BmpName>(
  (Object.keys(bmpFields) as BmpName[]).map((name) => [bmpFields[name].bmp, name]),
);

export const nameOfBmp = (bmp: number): BmpName | undefined => byBmp.get(bmp);

export const codecOf = (name: FieldName): FieldCodec<unknown> =>
  (name in bmpFields ? bmpFields[name as BmpName].codec : placedFields[name as PlacedName]) as FieldCodec<unknown>;

export const isBmpName = (name: string): name is BmpName => name in bmpFields;
