import type { BilledPeriod, ReceiptView } from '../../machines/receiptView.ts';
import { marketOf } from '../billing/market.ts';
import type { Config } from '../station/config.ts';
import { majorText } from './amounts.ts';
import type { ExportContext, FileFormat } from './format.ts';
import { Cdr, connectorStandards, type Tariff } from './ocpiCdr.ts';
import { tariffOf } from './ocpiTariffs.ts';
import type { BooksRow } from './readRows.ts';
import { Unexportable } from './unexportable.ts';

/** Charge detail records of OCPI 2.2.1: a JSON array, one record a receipt. */
export const ocpi: FileFormat = { kind: 'file', reasonAgainst, pieces };

type Location = NonNullable<Config['station']['location']>;
type Party = { readonly country_code: string; readonly party_id: string };

/** The tariff is looked at by itself, once. */
const CdrOfStation = Cdr.omit({ tariffs: true });
type CdrOfStation = Omit<Cdr, 'tariffs'>;

const HOUR_MS = 3_600_000;
const PLAIN_DATA_LIMIT = 512;

function partyOf({ tariff }: Config): Party | null {
  const { country_code, party_id } = tariff as { readonly country_code?: unknown; readonly party_id?: unknown };
  return typeof country_code === 'string' && typeof party_id === 'string' ? { country_code, party_id } : null;
}

function reasonAgainst({ config }: Pick<ExportContext, 'config' | 'period'>): string | null {
  if (!config.station.location) return 'OCPI says where a charge was: add station.location to the config';
  if (!partyOf(config)) return 'OCPI says whose a record is: add country_code and party_id to the tariff in the config';
  return null;
}

function* pieces({ config, rows, nowMs }: ExportContext): Iterable<string> {
  const party = partyOf(config);
  const { location } = config.station;
  if (!party || !location) throw new Error('an export was begun that cannot be made');
  yield '[';
  let between = '\n';
  for (const row of rows) {
    const tariff = tariffOf(row, marketOf(config.station.market));
    const record = CdrOfStation.safeParse(cdrOf(row, { config, party, location, tariff, nowMs }));
    if (!record.success) {
      const [issue] = record.error.issues;
      throw new Unexportable(`receipt ${row.receipt.receiptNumber}: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    yield between + JSON.stringify({ ...record.data, ...(tariff && { tariffs: [tariff] }) } satisfies Cdr);
    between = ',\n';
  }
  yield '\n]\n';
}

type Of = {
  readonly config: Config;
  readonly party: Party;
  readonly location: Location;
  readonly tariff: Tariff | null;
  readonly nowMs: number;
};

function cdrOf(row: BooksRow, { config, party, location, tariff, nowMs }: Of): CdrOfStation {
  const { receipt } = row;
  const { sessionId, total, net } = receipt;
  const { currency } = total;
  const isKey = receipt.paidBy === 'chargingKey';
  const uid = isKey ? (row.authorization()?.idToken ?? sessionId) : sessionId;
  const periods = receipt.periods.length > 0 ? receipt.periods : [wholeOf(receipt)];
  const idleMs = periods.filter(({ kind }) => kind !== 'charging').reduce((sum, each) => sum + spanMs(each), 0);
  return {
    ...party,
    id: receipt.receiptNumber,
    start_date_time: utc(receipt.startedAtMs),
    end_date_time: utc(Math.max(receipt.endedAtMs, ...periods.map(({ endMs }) => endMs))),
    session_id: sessionId,
    cdr_token: { ...party, uid, type: isKey ? 'RFID' : 'AD_HOC_USER', contract_id: uid },
    // Nobody else was asked: the card's bank or the station's own list of keys decided.
    auth_method: 'WHITELIST',
    ...(receipt.authorizationNumber && { authorization_reference: receipt.authorizationNumber }),
    cdr_location: locationOf(receipt, config, location),
    ...(receipt.meterId && { meter_id: receipt.meterId }),
    currency,
    charging_periods: periods.map((period) => ({
      start_date_time: utc(period.startMs),
      dimensions: dimensionsOf(period, hangsOnPower(tariff)),
      ...(receipt.tariff.id && { tariff_id: receipt.tariff.id }),
    })),
    ...(receipt.signedMeter && { signed_data: signedDataOf(receipt.signedMeter) }),
    total_cost: {
      excl_vat: Number(majorText(net.minor, currency)),
      incl_vat: Number(majorText(total.minor, currency)),
    },
    total_energy: four(receipt.energyWh / 1_000),
    total_time: hours(periods.reduce((sum, each) => sum + spanMs(each), 0)),
    ...(idleMs > 0 && { total_parking_time: hours(idleMs) }),
    invoice_reference_id: receipt.receiptNumber,
    last_updated: utc(nowMs),
  };
}

function locationOf(
  { evseId, receiptNumber }: ReceiptView,
  { evses, station }: Config,
  location: Location,
): Cdr['cdr_location'] {
  const evse = evses.find((each) => each.evseId === evseId);
  if (!evse) throw new Unexportable(`receipt ${receiptNumber} is of ${evseId}, which is not among evses in the config`);
  const { id, street, city, postalCode, country, latitude, longitude } = location;
  return {
    id,
    name: station.name,
    address: street,
    city,
    ...(postalCode && { postal_code: postalCode }),
    country,
    coordinates: { latitude: latitude.toFixed(6), longitude: longitude.toFixed(6) },
    evse_uid: evseId,
    evse_id: evseId,
    connector_id: evse.label,
    connector_standard: connectorStandards[evse.connectorType],
    connector_format: 'CABLE',
    connector_power_type: evse.connectorType === 'Type2' ? 'AC_3_PHASE' : 'DC',
  };
}

/** Only then the power of a period is told: it is the one at its start, which decided its price. */
const hangsOnPower = (tariff: Tariff | null): boolean =>
  tariff?.elements.some(({ restrictions: of }) => of?.min_power !== undefined || of?.max_power !== undefined) ?? false;

/** In the grace after a charge no time is priced: it bears no PARKING_TIME, or whoever prices it again would add some. */
function dimensionsOf(period: BilledPeriod, withPower: boolean): Cdr['charging_periods'][number]['dimensions'] {
  const energy = { type: 'ENERGY', volume: four(period.energyWh / 1_000) } as const;
  const volume = hours(spanMs(period));
  const power = !withPower || period.powerW === undefined ? null : four(period.powerW / 1_000);
  return [
    energy,
    ...(period.kind === 'charging' ? [{ type: 'TIME', volume } as const] : []),
    ...(period.kind === 'idle' ? [{ type: 'PARKING_TIME', volume } as const] : []),
    ...(power === null
      ? []
      : [{ type: 'MIN_POWER', volume: power } as const, { type: 'MAX_POWER', volume: power } as const]),
  ];
}

/** Receipts of earlier versions keep no periods. */
const wholeOf = ({ startedAtMs, endedAtMs, energyWh }: ReceiptView): BilledPeriod => ({
  startMs: startedAtMs,
  endMs: endedAtMs,
  energyWh,
  kind: 'charging',
});

function signedDataOf({
  format,
  text,
  startText,
  publicKeyHex,
}: NonNullable<ReceiptView['signedMeter']>): NonNullable<Cdr['signed_data']> {
  const value = (nature: 'Start' | 'End', record: string) => ({
    nature,
    plain_data: plainOf(record),
    signed_data: record,
  });
  return {
    encoding_method: format,
    ...(publicKeyHex && { public_key: publicKeyHex }),
    signed_values: [...(startText === null ? [] : [value('Start', startText)]), value('End', text)],
  };
}

/** What the record says without its signature; OCPI has room for 512 characters of it, and most records are longer. */
function plainOf(record: string): string {
  const payload = record.slice(record.indexOf('|') + 1, record.lastIndexOf('|{'));
  return payload.length <= PLAIN_DATA_LIMIT ? payload : '';
}

const spanMs = ({ startMs, endMs }: BilledPeriod): number => Math.max(0, endMs - startMs);
const four = (value: number): number => Number(value.toFixed(4));
const hours = (ms: number): number => four(ms / HOUR_MS);
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
