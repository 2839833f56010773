import { energyWh } from '../../machines/charge.model.ts';
import type { HelpView } from '../../machines/helpView.ts';
import type { ConnectorTile, KioskView, ScreenView } from '../../machines/view.ts';
import { marketOf } from '../billing/market.ts';
import { priceView } from '../billing/priceView.ts';
import type { Moment } from '../billing/tariff/nextChange.ts';
import type { Config } from './config.ts';
import type { ChargeSnapshot, Connector } from './connector.ts';
import { evidenceOf, helpView } from './helpView.ts';
import { graceEndsAt } from './idleTime.ts';
import { chimeVolume, panelView } from './panel.ts';
import { costAt, tariffOf } from './pricing.ts';
import { reasonOf, type Seen, screenOf } from './screenOf.ts';

/** Screens of somebody who has only just come. */
const beforeCharge: ReadonlySet<ScreenView['name']> = new Set(['attract', 'find', 'unavailable']);

/** Everything the page needs to draw itself, from the machines' snapshots and nothing else. */
export function projectView(state: Seen): KioskView {
  const { config, kiosk, connectors, nowMs, links, find = null } = state;
  const { station } = config;
  const shown = connectors.find(({ evse }) => evse.evse === kiosk.context.connectorId);
  const tariff = shown ? tariffOf(shown.snapshot.context, config) : config.tariff;
  const asked: ScreenView = find ?? (shown ? screenOf(shown, state) : { name: 'attract' });
  const why = state.lookedAfter ?? null;
  const screen: ScreenView = why && beforeCharge.has(asked.name) ? { name: 'lookedAfter', why } : asked;
  return {
    nowMs,
    language: kiosk.context.language,
    languages: kiosk.context.languages,
    largeText: kiosk.context.largeText,
    highContrast: kiosk.context.highContrast,
    lowReach: kiosk.context.lowReach,
    visit: kiosk.context.visit,
    unhurried: kiosk.context.unhurried,
    access: {
      keys: config.access.keys,
      speech: kiosk.context.speech,
      phonePage: links.page(),
      chimeVolume: chimeVolume(config, nowMs),
    },
    canWaitLonger: shown?.snapshot.can({ type: 'MORE_TIME' }) ?? false,
    station: {
      name: station.name,
      operator: station.operator.name,
      helpLine: station.helpLine,
      timeZone: station.timeZone,
      simulated: config.simulation.enabled,
      receiptKey: links.key,
    },
    panel: panelView(config, nowMs, kiosk.matches({ visitor: { away: 'resting' } })),
    connectors: connectors.map((connector) => tileOf(connector, config, nowMs)),
    terminal: state.terminal,
    price: priceView(tariff, momentOf(shown, config, nowMs), idleGraceOf(shown, config), marketOf(station.market)),
    screen,
    help: kiosk.matches({ help: 'open' }) ? helpOf(screen, shown ?? null, state) : null,
    accessOpen: kiosk.matches({ access: 'open' }),
    languagesOpen: kiosk.matches({ languages: 'open' }),
    absentBy: kiosk.context.absentBy,
  };
}

/** A session keeps the free time it began with, as it keeps its tariff. */
const idleGraceOf = (shown: Connector | undefined, { payment }: Config): number =>
  shown?.snapshot.context.session ? shown.snapshot.context.settings.waits.grace : payment.idleGraceMs;

function helpOf(screen: ScreenView, shown: Connector | null, { config, kiosk, support = null }: Seen): HelpView {
  const { language, caseNumber } = kiosk.context;
  const charge = shown?.snapshot ?? null;
  const evidence = evidenceOf({ config, screen, language, charge });
  const request = caseNumber === null ? null : (support?.view(caseNumber) ?? null);
  return helpView({ config, evidence, charge, support, request });
}

/** Where a charge stands, as its tariff looks at it; before one, only the time of day is known. */
function momentOf(shown: Connector | undefined, { station }: Config, nowMs: number): Moment {
  const moment = { atMs: nowMs, timeZone: station.timeZone };
  const { energySinceMs, meterLast, meterEnd } = shown?.snapshot.context ?? {};
  if (!shown || !energySinceMs || !meterLast) return moment;
  const powerW = meterEnd ? 0 : (meterLast.powerW ?? undefined);
  return { ...moment, sinceMs: Math.min(energySinceMs, nowMs), energyWh: energyWh(shown.snapshot.context), powerW };
}

function tileOf(connector: Connector, config: Config, nowMs: number): ConnectorTile {
  const { evse, snapshot } = connector;
  const { context } = snapshot;
  const metered = context.meterStart !== null;
  return {
    connectorId: evse.evse,
    label: evse.label,
    evseId: evse.evseId,
    connectorType: evse.connectorType,
    maxPowerW: evse.maxPowerW,
    status: statusOf(snapshot),
    unavailable: snapshot.matches('unavailable') ? reasonOf(connector) : null,
    energyWh: metered ? energyWh(context) : null,
    cost: context.receipt?.total ?? (metered ? costAt(context, config, nowMs).total : null),
    socPercent: context.socPercent,
    graceEndsMs: graceEndsAt(context),
    powerW: snapshot.matches({ charging: 'delivering' }) ? (context.meterLast?.powerW ?? null) : null,
  };
}

function statusOf(snapshot: ChargeSnapshot): ConnectorTile['status'] {
  if (snapshot.matches({ idle: 'vehicleWaiting' })) return 'vehicleWaiting';
  if (snapshot.matches({ idle: 'vehicleLeft' })) return 'finished';
  if (snapshot.matches('idle')) return 'free';
  if (snapshot.matches('unavailable')) return 'unavailable';
  if (snapshot.matches('receipt')) return 'receipt';
  if (snapshot.matches({ charging: 'grace' }) || snapshot.matches({ charging: 'idleFee' })) return 'finished';
  return snapshot.matches('charging') ? 'charging' : 'busy';
}
