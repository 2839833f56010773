import type { i18n } from 'i18next';
import { listed, sentences } from '../../locales/sentences.ts';
import { faults } from '../../machines/faults.ts';
import type { FindView } from '../../machines/findView.ts';
import type { HoldView } from '../../machines/receiptView.ts';
import type { ConnectorTile, KioskView, NextPrice, PriceView, ScreenView } from '../../machines/view.ts';
import { holdSentence } from '../components/HoldLine.tsx';
import { partSentence, termSentence, vatSentence } from '../components/PriceParts.tsx';
import { unreachable } from '../unreachable.ts';
import { type Aloud, aloudIn } from './aloud.ts';
import { chargingText } from './chargingText.ts';

/** What a screen is to somebody who hears it: said when it comes, and what is told to whoever wants to know more. */
export type SpokenText = { readonly said: readonly string[]; readonly more: readonly string[] };

export type Tongue = { readonly words: i18n; readonly aloud: Aloud };

/**
 * The words of the view, from nothing but the view. No number of a card, a receipt or a station is spoken: whoever stands
 * near hears it, too.
 */
export function spokenText(view: KioskView, words: i18n): SpokenText {
  const tongue = { words, aloud: aloudIn(words, view.station.timeZone) };
  const screen = screenText(view, tongue);
  const over = sheetText(view, tongue);
  const left = timeLeft(view, tongue);
  return { said: (over ?? screen.said).filter(Boolean), more: [...screen.more, left].filter((line) => line !== '') };
}

/** What lies over the screen, if anything does. */
function sheetText(view: KioskView, { words }: Tongue): readonly string[] | null {
  const t = words.getFixedT(null, 'common');
  const help = words.getFixedT(null, 'help');
  if (view.absentBy !== null) return [t('absent.title'), t('absent.text')];
  if (view.languagesOpen) return [t('tools.choose')];
  if (view.help !== null) return [help('title'), help('call'), view.station.helpLine];
  return view.accessOpen ? [t('access.title')] : null;
}

function timeLeft({ screen, nowMs }: KioskView, { words, aloud }: Tongue): string {
  const untilMs = 'deadlineMs' in screen ? screen.deadlineMs : null;
  return untilMs === null ? '' : words.t('timeLeft', { time: aloud.countdown(untilMs - nowMs) });
}

function screenText(view: KioskView, tongue: Tongue): SpokenText {
  const { screen, station } = view;
  const { words, aloud } = tongue;
  const fault = words.getFixedT(null, 'fault');
  const nextStep = (code: keyof typeof faults): string => {
    const { action } = faults[code];
    return action === 'none' ? '' : fault(`action.${action}`);
  };
  switch (screen.name) {
    case 'attract': {
      const t = words.getFixedT(null, 'attract');
      const cables = view.connectors.map((tile) => cableText(tile, tongue));
      return { said: [t('title'), ...cables, ...priceText(view, tongue), t('hint')], more: [] };
    }
    case 'price': {
      const t = words.getFixedT(null, 'price');
      const hold = t('holdTitle', { hold: aloud.money(screen.hold) });
      const told = [...priceText(view, tongue), hold, t('holdWhat'), t('stops')];
      return { said: [screen.vehicleConnected ? t('plugged') : '', ...told], more: [t('holdWhy')] };
    }
    case 'present':
      return { said: presentText(screen, tongue), more: [] };
    case 'secondFactor': {
      const t = words.getFixedT(null, 'secondFactor');
      return { said: [t('title'), t('hint')], more: [] };
    }
    case 'declined': {
      const t = words.getFixedT(null, 'declined');
      const hold = aloud.money(screen.hold);
      const money = screen.fault === 'paymentUnclear' ? t('unclear', { hold }) : t('nothing', { hold });
      return { said: [fault(screen.fault), nextStep(screen.fault), money], more: [helpLine(view, tongue)] };
    }
    case 'plug': {
      const t = words.getFixedT(null, 'plug');
      const said = [t(`title.${screen.step}`, { label: screen.label }), t(`hint.${screen.step}`)];
      return { said, more: [stopCode(screen.stopCode, tongue), moneyText(screen.hold, tongue)].filter(Boolean) };
    }
    case 'charging':
      return chargingText(screen, view, tongue);
    case 'receipt':
      return { ...receiptText(screen, tongue) };
    case 'find':
      return findText(screen, tongue);
    case 'released': {
      const t = words.getFixedT(null, 'released');
      return {
        said: [
          t('title'),
          fault(screen.fault),
          nextStep(screen.fault),
          screen.hold ? givenBack(screen.hold, tongue) : '',
        ],
        more: [helpLine(view, tongue)],
      };
    }
    case 'unavailable': {
      const t = words.getFixedT(null, 'unavailable');
      const said = [t(`title.${screen.reason}`, { label: screen.label }), fault(screen.fault)];
      return {
        said: [...said, screen.otherFree ? nextStep(screen.fault) : t('noOther')],
        more: [helpLine(view, tongue)],
      };
    }
    case 'lookedAfter': {
      const t = words.getFixedT(null, 'outOfService');
      const said = [
        t(`lookedAfter.title.${screen.why}`),
        t(`lookedAfter.hint.${screen.why}`),
        t('lookedAfter.running'),
      ];
      return { said, more: [] };
    }
    case 'outOfService': {
      const t = words.getFixedT(null, 'outOfService');
      return { said: [t('title'), fault(screen.fault), t('lead'), t('charging'), station.helpLine], more: [] };
    }
    default:
      return unreachable(screen);
  }
}

const helpLine = ({ station }: KioskView, { words }: Tongue): string =>
  words.t('helpLine', { phone: station.helpLine });

/** "Name: value." */
export const fact = (name: string, value: string, { words }: Tongue): string =>
  words.getFixedT(null, 'spoken')('fact', { name, value });

/** Digit by digit, and only to who asks: everybody near hears it. */
export const stopCode = (code: string | null, tongue: Tongue): string =>
  code === null ? '' : fact(tongue.words.getFixedT(null, 'plug')('stopCode'), [...code].join(' '), tongue);

/** Where the money is; the card by its make alone. */
export const moneyText = (hold: HoldView | null, { words, aloud }: Tongue): string =>
  holdSentence(hold, { t: words.getFixedT(null, 'common'), money: aloud.money, card: ({ brand }) => brand });

function givenBack(hold: HoldView, tongue: Tongue): string {
  const { words, aloud } = tongue;
  const { state } = hold;
  if (state === 'capturing' || state === 'captured') return moneyText(hold, tongue);
  const card = hold.card.brand ?? words.t('hold.card');
  return words.t(`hold.back.${state === 'held' ? 'releasing' : state}`, { held: aloud.money(hold.held), card });
}

function cableText(tile: ConnectorTile, { words, aloud }: Tongue): string {
  const t = words.getFixedT(null, 'attract');
  const status = tile.unavailable ? t(`reason.${tile.unavailable}`) : t(`status.${tile.status}`);
  const power = words.t('power', { power: aloud.power(tile.maxPowerW) });
  return words.getFixedT(null, 'spoken')('cable', { label: tile.label, type: tile.connectorType, power, status });
}

/** Every part of the price, VAT included, and of those that come next. */
export function priceText({ price }: KioskView, tongue: Tongue): readonly string[] {
  const { words, aloud } = tongue;
  const t = words.getFixedT(null, 'common');
  return [
    ...price.parts.map((part) =>
      part.kind === 'energy'
        ? perKwhText(part.amount, price, tongue)
        : partSentence(part, price.currency, { t, format: aloud }),
    ),
    ...price.terms.map((term) => termSentence(term, price.currency, { t, format: aloud })),
    vatSentence(price, { t, format: aloud }) ?? '',
    ...price.next.map((each) => nextText(each, price, tongue)),
  ];
}

const perKwhText = (amount: string, { currency }: PriceView, { words, aloud }: Tongue): string =>
  words.getFixedT(null, 'spoken')('perKwh', { amount: aloud.price(amount, currency) });

/** "From 22:00: 0.39 euros per kilowatt hour. 5.00 euros once" */
function nextText({ from, parts }: NextPrice, price: PriceView, tongue: Tongue): string {
  const { words, aloud } = tongue;
  const t = words.getFixedT(null, 'common');
  const energy = parts.find(({ kind }) => kind === 'energy');
  const fees = parts.flatMap(({ kind, amount }) =>
    kind === 'energy' ? [] : t(`next.${kind}`, { amount: aloud.price(amount, price.currency) }),
  );
  return sentences(
    'atMs' in from
      ? t('next.fromTime', { time: aloud.clock(from.atMs) })
      : t('next.fromEnergy', { energy: aloud.energy(from.energyWh) }),
    energy ? perKwhText(energy.amount, price, tongue) : null,
    parts.length === 0 ? t('next.free') : listed(words.language, fees),
  );
}

type Named<N extends ScreenView['name']> = Extract<ScreenView, { name: N }>;

function presentText({ step, prompt, hold }: Named<'present'>, { words, aloud }: Tongue): readonly string[] {
  const t = words.getFixedT(null, 'present');
  if (step === 'cancelling') return [t('cancelling'), t('hint.cancelling')];
  if (step === 'key' && prompt === 'wait') return [t('keyCheck')];
  const hinted = prompt === 'waitingForTurn' || prompt === 'enterPin' || prompt === 'insertCard';
  return [
    t(`prompt.${prompt}`),
    hinted ? t(`hint.${prompt}`) : step === 'card' ? t('hold', { hold: aloud.money(hold) }) : '',
  ];
}

function receiptText(screen: Named<'receipt'> | Extract<FindView, { step: 'receipt' }>, tongue: Tongue): SpokenText {
  const { words, aloud } = tongue;
  const { receipt, hold } = screen;
  const paper = words.getFixedT(null, 'paper');
  const ended = 'endReason' in screen ? words.getFixedT(null, 'charging')(`end.${screen.endReason}`) : '';
  const title =
    screen.name === 'find'
      ? words.getFixedT(null, 'find')('found')
      : words.getFixedT(null, 'receipt')(screen.endReason === 'emergencyStop' ? 'titleEmergency' : 'title');
  const total = fact(words.t('pump.total'), aloud.money(receipt.total), tongue);
  const energy = fact(words.t('pump.energy'), aloud.energy(receipt.energyWh), tongue);
  const lines = receipt.lines.map(({ kind, amount }) => fact(paper(`lines.${kind}`), aloud.money(amount), tongue));
  return { said: [title, ended, energy, total, moneyText(hold, tongue)], more: lines };
}

function findText(screen: FindView, tongue: Tongue): SpokenText {
  const { words, aloud } = tongue;
  const t = words.getFixedT(null, 'find');
  switch (screen.step) {
    case 'choose':
      return { said: [t('title'), t('hint')], more: [] };
    case 'card': {
      const own = screen.prompt === 'presentCard' || screen.prompt === 'wait';
      return {
        said: [own ? t('present') : words.getFixedT(null, 'present')(`prompt.${screen.prompt}`), t('noMoney')],
        more: [],
      };
    }
    case 'number':
      return { said: [t('numberTitle'), t('numberHint')], more: [] };
    case 'list': {
      const rows = screen.receipts.map(({ endedAtMs, total }) =>
        fact(aloud.dateTime(endedAtMs), aloud.money(total), tongue),
      );
      return { said: [t('listTitle'), ...rows], more: [] };
    }
    case 'receipt':
      return receiptText(screen, tongue);
  }
}
