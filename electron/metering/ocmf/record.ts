import { err, ok, type Result } from '../../../machines/result.ts';

/**
 * One OCMF record (Open Charge Metering Format, `OCMF|payload|signature`). What is signed is the payload's text exactly as
 * it came, so text is all that is kept, sent on and checked; the fields are read beside it.
 */
export type OcmfRecord = {
  readonly text: string;
  /** The signed bytes, as text. */
  readonly payloadText: string;
  readonly payload: OcmfPayload;
  /** Not signed itself: never shown to anybody. */
  readonly signature: OcmfSignature;
};

/** Names as in the format; numbers as their digits. Null: absent, empty, or no text. */
export type OcmfPayload = {
  readonly formatVersion: string | null;
  readonly gatewaySerial: string | null;
  readonly pagination: string | null;
  readonly meterVendor: string | null;
  readonly meterModel: string | null;
  readonly meterSerial: string | null;
  readonly identificationLevel: string | null;
  readonly identificationType: string | null;
  readonly identification: string | null;
  readonly tariffText: string | null;
  readonly chargePointType: string | null;
  readonly chargePoint: string | null;
  readonly readings: readonly OcmfReading[];
};

/** What a later reading leaves out is as in the one before; `value` and `cableLoss` are its own. */
export type OcmfReading = {
  readonly time: string | null;
  readonly transaction: string | null;
  /** Its digits, every one of them: "2935.600". */
  readonly value: string | null;
  readonly obis: string | null;
  readonly unit: string | null;
  readonly current: string | null;
  readonly cableLoss: string | null;
  readonly errorFlags: string | null;
  readonly status: string | null;
};

export type OcmfSignature = { readonly algorithm: string | null; readonly data: string | null };

export type OcmfError = {
  readonly code: 'notOcmf' | 'payloadUnreadable' | 'signatureUnreadable';
  readonly detail: string;
};

type Fields = Readonly<Record<string, unknown>>;

/** Reads one record. A pipe within the payload is forbidden and occurs: its text runs to the last pipe before a brace. */
export function readOcmf(text: string): Result<OcmfRecord, OcmfError> {
  const first = text.indexOf('|');
  const last = [...text.matchAll(/\|\s*\{/g)].at(-1)?.index ?? -1;
  if (first < 0 || last <= first || text.slice(0, first).trim() !== 'OCMF')
    return err({ code: 'notOcmf', detail: 'expected OCMF|{…}|{…}' });
  const payloadText = text.slice(first + 1, last);
  const payload = readObject(payloadText);
  if (!payload.ok) return err({ code: 'payloadUnreadable', detail: payload.error });
  const signature = readObject(text.slice(last + 1));
  if (!signature.ok) return err({ code: 'signatureUnreadable', detail: signature.error });
  return ok({
    text,
    payloadText,
    payload: payloadOf(payload.value),
    signature: { algorithm: word(signature.value.SA), data: word(signature.value.SD) },
  });
}

function payloadOf(fields: Fields): OcmfPayload {
  return {
    formatVersion: word(fields.FV),
    gatewaySerial: word(fields.GS),
    pagination: word(fields.PG),
    meterVendor: word(fields.MV),
    meterModel: word(fields.MM),
    meterSerial: word(fields.MS),
    identificationLevel: word(fields.IL),
    identificationType: word(fields.IT),
    identification: word(fields.ID),
    tariffText: word(fields.TT),
    chargePointType: word(fields.CT),
    chargePoint: word(fields.CI),
    readings: readingsOf(fields.RD),
  };
}

function readingsOf(list: unknown): OcmfReading[] {
  let before: Fields = {};
  return (Array.isArray(list) ? list : []).filter(isObject).map((fields) => {
    // A value of the reading before is no value of this one.
    const { RV: _value, CL: _loss, ...carried } = before;
    before = { ...carried, ...fields };
    return {
      time: word(before.TM),
      transaction: word(before.TX),
      value: word(before.RV),
      obis: word(before.RI),
      unit: word(before.RU),
      current: word(before.RT),
      cableLoss: word(before.CL),
      errorFlags: word(before.EF),
      status: word(before.ST),
    };
  });
}

/** A JSON object whose numbers are left as they were written. */
function readObject(json: string): Result<Fields, string> {
  try {
    JSON.parse(json);
    const value: unknown = JSON.parse(json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, quoteNumber));
    return isObject(value) ? ok(value) : err('expected an object');
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

// JSON.parse can show a number's digits (its reviver's context), but not yet in every phone's browser.
const quoteNumber = (token: string): string => (token.startsWith('"') ? token : `"${token}"`);

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const word = (value: unknown): string | null => (typeof value === 'string' && value.trim() ? value.trim() : null);
