import { hex } from '../bridge/cardTerminal/zvt/bytes.ts';
import { command } from '../bridge/cardTerminal/zvt/commands.ts';
import type { SchemeTotals } from '../bridge/cardTerminal/zvt/fieldCodecs.ts';
import type { Apdu } from '../bridge/cardTerminal/zvt/frames.ts';
import type { Message } from '../bridge/cardTerminal/zvt/messages.ts';
import { openReceiptsOf } from '../bridge/cardTerminal/zvt/outcomes.ts';
import { blockLines } from '../bridge/cardTerminal/zvt/printCollector.ts';
import { type Charset, decodeText, stripPadding } from '../bridge/cardTerminal/zvt/text.ts';
import { findTlvs, findValue, type Tlv, tagName } from '../bridge/cardTerminal/zvt/tlv.ts';

type Options = { readonly inReplyTo?: number | undefined; readonly charset?: Charset };
type Normal = Record<string, unknown>;

const READ_CARD = command.readCard;

/** A message in the words of the vector files: integers for numbers, hex for codes, "HH:MM:SS", "MM-DD". */
export function normalise(apdu: Apdu | null, message: Message, { inReplyTo, charset = 'cp437' }: Options): Normal {
  const { control, fields } = message;
  const frame = { class: hex(control >> 8), instr: hex(control & 0xff), dataLength: apdu?.data.length };
  const normal: Normal = {
    ...(apdu && frame),
    ...plain(message),
    ...(fields.tlv && ofTlv(fields.tlv, control, inReplyTo, charset)),
  };
  if (control === command.aborted && fields.resultCode === 0xb8)
    normal.pendingReceipts = openReceiptsOf(fields).receipts.map(Number);
  if (control === command.printLine) Object.assign(normal, printLine(message));
  else if (fields.text !== undefined && inReplyTo === command.feigSystem)
    Object.assign(normal, feigColumns(fields.text));
  return Object.fromEntries(Object.entries(normal).filter(([, value]) => value !== undefined));
}

const number = (digits: string | undefined): number | undefined => (digits === undefined ? undefined : Number(digits));
const byte = (value: number | undefined): string | undefined => (value === undefined ? undefined : hex(value));
const pairs = (digits: string | undefined, separator: string): string | undefined =>
  digits?.match(/../g)?.join(separator);

function plain({ control, fields }: Message): Normal {
  return {
    password: fields.password,
    configByte: byte(fields.configByte),
    serviceByte: byte(fields.serviceByte),
    timeoutSec: fields.timeoutS,
    timeoutMinutes: fields.timeoutMinutes === undefined ? undefined : Number(hex(fields.timeoutMinutes)),
    statusCode: byte(fields.statusCode),
    softwareVersion: fields.softwareVersion,
    terminalStatus: byte(fields.terminalStatus),
    function: fields.function,
    resultCode: byte(fields.resultCode),
    amountMinor: fields.amountMinor,
    traceNo: number(fields.traceNumber),
    originalTraceNo: number(fields.originalTrace),
    time: pairs(fields.time, ':'),
    date: fields.dateYYMMDD ? pairs(fields.dateYYMMDD, '-') : pairs(fields.date, '-'),
    expiryYYMM: fields.expiry,
    cardSequenceNo: number(fields.cardSequence),
    [control === command.completion ? 'statusByte' : 'bmp19']: byte(fields.kind),
    panMasked: fields.maskedPan,
    terminalId: fields.terminalId,
    vuNumber: fields.merchantId,
    authAttribute: fields.authorizationNumber,
    additionalText: fields.additionalText,
    currency: number(fields.currency),
    receiptNo: fields.receiptNumber === 'FFFF' ? 'FFFF' : number(fields.receiptNumber),
    turnoverNo: number(fields.turnoverNumber),
    cardTypeId: byte(fields.cardType),
    cardName: fields.cardName === undefined ? undefined : stripPadding(fields.cardName),
    cardNameId: byte(fields.operatorId),
    goodsTimeoutSec: fields.goodsTimeoutS,
    maxStatusInfos: fields.maxStatusRounds,
    dialogControl: byte(fields.dialogControl),
    aidParameter: fields.aidParameter?.toString('hex'),
    hostResultCode: byte(fields.hostResult),
    displaySeconds: fields.displaySeconds,
    totals: fields.totals && totalsOf(fields.totals),
  };
}

function totalsOf({ firstReceipt, lastReceipt, schemes }: SchemeTotals): Normal {
  const of = ({ count, minor }: { count: number; minor: number }) => ({ count, total: minor });
  return {
    receiptNoStart: Number(firstReceipt),
    receiptNoEnd: Number(lastReceipt),
    girocard: of(schemes.girocard),
    jcb: of(schemes.jcb),
    eurocard: of(schemes.mastercard),
    amex: of(schemes.amex),
    visa: of(schemes.visa),
    diners: of(schemes.diners),
    other: of(schemes.other),
  };
}

const treeOf = (tlvs: readonly Tlv[]): readonly Normal[] =>
  tlvs.map(({ tag, value, children }) =>
    children ? { tag: tagName(tag), children: treeOf(children) } : { tag: tagName(tag), hex: value.toString('hex') },
  );

function ofTlv(tlvs: readonly Tlv[], control: number, inReplyTo: number | undefined, charset: Charset): Normal {
  if (control === command.printBlock) return printBlock(tlvs, charset);
  const hexOf = (tag: number): string | undefined => findValue(tlvs, tag)?.toString('hex');
  const texts = findTlvs(tlvs, 0x24).flatMap(({ children }) => findTlvs(children, 0x07));
  const cardRead = inReplyTo === READ_CARD && control === command.statusInformation;
  const aids = findTlvs(tlvs, 0x43).map(({ value }) => value?.toString('hex'));
  const bmp60 = findTlvs(tlvs, 0xe9)[0]?.children;
  const files = findTlvs(tlvs, 0x2d).flatMap(({ children }) => {
    const [id, size] = [findValue(children, 0x1d), findValue(children, 0x1f00)];
    return id && size ? [[id[0], size.readUIntBE(0, Math.min(size.length, 6))]] : [];
  });
  return {
    tlv: treeOf(tlvs),
    ...(control === command.intermediateStatus && {
      displayLines: texts.map(({ value }) => decodeText(value ?? Buffer.alloc(0), charset)),
    }),
    ...(bmp60 && {
      bmp60Prefix: findValue(bmp60, 0x1f62)?.toString('latin1'),
      bmp60Data: findValue(bmp60, 0x1f63)?.toString('latin1'),
    }),
    ...(files.length > 0 && { files }),
    ...hostAddress(findValue(tlvs, 0xff41)),
    ...(cardRead && {
      aids,
      aidCount: aids.length,
      uidHex: hexOf(0x4c),
      cardHashHex: hexOf(0x1f14),
      atsHex: hexOf(0x1f45),
      atqaHex: hexOf(0x1f4f),
      sak: hexOf(0x1f50),
      maxPreauthMinor: number(hexOf(0x1f0b)),
      cardTypes: cardTypesOf(tlvs),
    }),
  };
}

function cardTypesOf(tlvs: readonly Tlv[]): readonly (string | undefined)[] | undefined {
  const types = findTlvs(tlvs, 0x41).map(({ value }) => value?.toString('hex'));
  return types.length > 0 ? types : undefined;
}

/** FF41 of Feig's 08 13: IPv4 address, port, configuration byte. */
function hostAddress(value: Buffer | undefined): Normal {
  if (value?.length !== 7) return {};
  return { hostIp: [...value.subarray(0, 4)].join('.'), hostPort: value.readUInt16BE(4), hostConfigByte: value[6] };
}

function printBlock(tlvs: readonly Tlv[], charset: Charset): Normal {
  const lines = blockLines(tlvs, charset);
  return {
    receiptType: findValue(tlvs, 0x1f07)?.[0],
    lineCount: lines.length,
    lines,
    formatAttributes: findTlvs(tlvs, 0x09).map(({ value }) => value?.toString('hex').toUpperCase()),
  };
}

function printLine({ fields }: Message): Normal {
  return {
    attribute: byte(fields.attribute),
    text: fields.text,
    receiptType: findValue(fields.tlv, 0x1f07)?.[0],
    tlv: undefined,
  };
}

/** Answer to 0F A1 function 0001: fixed ASCII columns. */
function feigColumns(text: string): Normal {
  return {
    deviceId: text.slice(0, 8),
    softwareVersion: text.slice(8, 25),
    terminalId: text.slice(25, 33),
    temperature: text.slice(33).trim() || undefined,
  };
}
