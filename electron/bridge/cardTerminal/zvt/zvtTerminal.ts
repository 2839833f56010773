import type { connect } from 'node:net';
import type { Logger } from 'pino';
import type { CardTerminal, TerminalNotice } from '../../../../machines/ports/cardTerminal.ts';
import { err, ok } from '../../../../machines/result.ts';
import type { CardTerminalConfig } from '../../../station/config.ts';
import { type LinkHealth, noHealth } from '../../linkHealth.ts';
import { diagnosis, endOfDay, lastBooking, listOpenPreAuthorizations } from './bookOrders.ts';
import { hex } from './bytes.ts';
import { command } from './commands.ts';
import type { Exchange, ZvtConnection } from './connection.ts';
import { currencyCode } from './currency.ts';
import type { DialogueEnd } from './dialogue.ts';
import { createDriverTurn } from './driverTurn.ts';
import type { Fields } from './fields.ts';
import { createLink } from './link.ts';
import { encodeMessage } from './messages.ts';
import { capture, preAuthorize, reverse } from './moneyOrders.ts';
import { createOrderQueue } from './orderQueue.ts';
import type { Orders, Outcome } from './orders.ts';
import { dayTotalsOf } from './outcomes.ts';
import { createPrintCollector } from './printCollector.ts';
import { readCard } from './readCard.ts';
import { describeEnd, register, settleStatus } from './startup.ts';
import { findValue } from './tlv.ts';

export type ZvtTerminalConfig = CardTerminalConfig & { /** ISO 4217 alpha-3 */ readonly currency: string };

export type ZvtTerminalDeps = {
  readonly log: Logger;
  /** Six digits; goes over the wire in the clear and into no log. */
  readonly password: string;
  readonly now?: () => number;
  /** Pause before a busy terminal (84 9C) is asked again, in ms. */
  readonly busyPauseMs?: number;
  /** The longest a terminal may take for one command, in ms; then the link is dropped and the outcome in doubt. */
  readonly commandLimitMs?: number;
  /** How long a card just read keeps the terminal for its pre-authorization, in ms. */
  readonly turnGraceMs?: number;
  /** How a socket is opened; over TCP unless a test brings its own wire. */
  readonly connect?: typeof connect;
  readonly health?: LinkHealth;
};

const BUSY_ATTEMPTS = 5;
const NOT_REGISTERED = 0x6b;
/** In the answer to a status enquiry with service byte 04. */
const TERMINAL_ID = 0x1f44;

/**
 * A card terminal that speaks ZVT over TCP (PA00P015 rev 13.08, PA00P016 rev 04).
 * @throws RangeError for a currency ZVT has no code for, or a password that is not six digits: bad configuration.
 */
export function createZvtTerminal(config: ZvtTerminalConfig, deps: ZvtTerminalDeps): CardTerminal {
  const {
    log,
    password,
    now = Date.now,
    busyPauseMs = 2_000,
    turnGraceMs = 3_000,
    commandLimitMs = 15 * 60_000,
    health = noHealth,
  } = deps;
  const currency = currencyCode(config.currency);
  if (!currency) throw new RangeError(`currency ${config.currency} is not supported by the ZVT driver`);
  if (!/^\d{6}$/.test(password)) throw new RangeError('the terminal password must be six digits');

  const listeners = new Set<(notice: TerminalNotice) => void>();
  const notify = (notice: TerminalNotice): void => {
    for (const listener of listeners) listener(notice);
  };
  const timers = { t3Ms: config.t3Ms, t4Ms: config.t4Ms };
  const registration = {
    password,
    configByte: Number.parseInt(config.configByte, 16),
    currencyCode: currency,
    expectedTerminalId: config.expectedTerminalId,
  };
  let terminalId = '';
  /** The status that blocks card payment; settlement goes on all the same. */
  let blockedBy: number | null = null;

  const run = async (
    connection: ZvtConnection,
    control: number,
    fields: Fields,
    exchange: Partial<Exchange> = {},
  ): Promise<DialogueEnd> => {
    const askedAtMs = performance.now();
    const prints = createPrintCollector(reports.has(control) ? 'report' : 'customer', notify);
    const end = await connection.run(encodeMessage(control, fields, { charset: connection.charset }), {
      limitMs: commandLimitMs,
      ...exchange,
      timers: { ...timers, ...exchange.timers },
      onPrint: (message) => prints.add(message, connection.charset),
    });
    prints.flush();
    log.debug({ command: hex(control, 4) }, `terminal order ${describeEnd(end)}`);
    tellHealth(control, end, performance.now() - askedAtMs);
    return end;
  };

  /** Only a status enquiry is answered by the terminal alone: anything else waits for people and banks. */
  const tellHealth = (control: number, end: DialogueEnd, latencyMs: number): void => {
    if (end.type === 'lost' || end.type === 'garbled') health.failed(describeEnd(end));
    if (control !== command.status || end.type !== 'ended') return;
    health.answered(latencyMs);
    if (end.last.fields.softwareVersion) health.version(end.last.fields.softwareVersion);
    // A registration need not say who answers it (BMP 29).
    terminalId ||= findValue(end.last.fields.tlv, TERMINAL_ID)?.toString('hex') ?? '';
  };

  const enrol = async (connection: ZvtConnection): Promise<string | null> => {
    const registered = await register(run, connection, registration);
    if (!registered.ok) return registered.reason;
    terminalId = registered.terminalId || terminalId;
    return null;
  };

  const checkStatus = async (connection: ZvtConnection): Promise<void> => {
    blockedBy = await settleStatus(run, connection, {
      password,
      pauseMs: busyPauseMs,
      log,
      onDayClosed: ({ fields }) => {
        const totals = dayTotalsOf(fields, config.currency);
        try {
          notify({ type: 'dayClosed', totals });
          return true;
        } catch (cause) {
          log.error({ totals, cause: String(cause) }, 'the end of day could not be stored');
          return false;
        }
      },
    });
    if (blockedBy === null) return health.become('up');
    log.error({ status: hex(blockedBy) }, 'card terminal takes no cards');
    health.become('trouble');
    health.failed(`status ${hex(blockedBy)}`);
  };

  const link = createLink(config, {
    log,
    connect: deps.connect,
    onState: (state) => {
      // Up with a status that blocks cards is no good state: what the enquiry found stands.
      if (state !== 'up' || blockedBy === null) health.become(state);
      notify({ type: 'link', state });
    },
    onFailure: health.failed,
    bringUp: async (connection) => {
      terminalId = '';
      const refusal = await enrol(connection);
      if (refusal === null) await checkStatus(connection);
      return refusal;
    },
  });

  const queue = createOrderQueue();

  const orders: Orders = {
    config,
    currencyCode: currency,
    password,
    log,
    now,
    busyPauseMs,
    turn: createDriverTurn(turnGraceMs),
    get terminalId() {
      return terminalId;
    },
    get blockedBy() {
      return blockedBy === null ? null : hex(blockedBy);
    },
    async order(
      priority,
      control,
      fields,
      { onWait, onBegin, precondition, movesMoney = false, terminalId: only, ...exchange } = {},
    ) {
      const waiting = { ...(onWait && { onWait }), ...(exchange.signal && { signal: exchange.signal }) };
      const begin = async (): Promise<Outcome> => {
        onBegin?.();
        const objection = await precondition?.((asked, of) => exchangeWhenUp(asked, of, {}));
        if (objection) return err(objection);
        return exchangeWhenUp(control, fields, exchange, only);
      };
      const outcome = await queue.run(priority, begin, waiting);
      if (!outcome) return err({ code: 'cancelled' });
      if (!outcome.ok && outcome.error.code === 'link_lost' && !movesMoney)
        return err({ code: 'link_lost', orderSent: false });
      // What a garbled answer was meant to say about the money has to be looked up.
      if (!outcome.ok && outcome.error.code === 'garbled' && movesMoney)
        return err({ code: 'link_lost', orderSent: true });
      return outcome;
    },
  };

  /** Sends an order, again while the terminal is busy (84 9C) and once more after it forgot us (6B). */
  const exchangeWhenUp = async (
    control: number,
    fields: Fields,
    exchange: Partial<Exchange>,
    only?: string,
  ): Promise<Outcome> => {
    let registeredAgain = false;
    for (let attempt = 1; ; attempt++) {
      const connection = await link.ready(exchange.signal);
      if (exchange.signal?.aborted) return err({ code: 'cancelled' });
      if (!connection) return err({ code: 'link_lost', orderSent: false });
      if (only && terminalId && only !== terminalId) {
        log.error({ terminalId, only }, 'this hold is of another terminal: it cannot be settled here');
        return err({ code: 'out_of_service', hostCode: 'other terminal' });
      }
      const end = await run(connection, control, fields, exchange);
      if (end.type === 'lost') return err({ code: 'link_lost', orderSent: true });
      if (end.type === 'garbled') return err({ code: 'garbled', hex: end.hex });
      const code = end.type === 'refused' ? end.code : end.last.fields.resultCode;
      if (code === NOT_REGISTERED && !registeredAgain) {
        registeredAgain = true;
        if ((await enrol(connection)) === null) continue;
      }
      if (end.type === 'refused' && end.code === 0x9c && attempt < BUSY_ATTEMPTS) {
        await new Promise((resolve) => setTimeout(resolve, busyPauseMs));
        continue;
      }
      return ok(end);
    }
  };

  /** The terminal does its own timed jobs inside a status enquiry: it wants one every minute. */
  let poll: NodeJS.Timeout | undefined;
  const pollStatus = async (): Promise<void> => {
    await queue.run('poll', async () => {
      const connection = link.state === 'up' ? await link.ready() : null;
      if (connection) await checkStatus(connection);
    });
    schedulePoll();
  };
  let stopped = true;
  const schedulePoll = (): void => {
    if (stopped || config.statusPollMs === 0) return;
    poll = setTimeout(
      () => void pollStatus(),
      blockedBy === null ? config.statusPollMs : Math.min(config.statusPollMs, 10_000),
    );
  };

  return {
    get link() {
      return link.state;
    },
    get terminalId() {
      return terminalId;
    },
    start() {
      if (!stopped) return;
      stopped = false;
      link.start();
      schedulePoll();
    },
    async stop() {
      stopped = true;
      clearTimeout(poll);
      await link.stop();
    },
    readCard: (request, signal) => readCard(orders, request, signal),
    preAuthorize: (order, signal) => preAuthorize(orders, order, signal),
    capture: (order) => capture(orders, order),
    reverse: (order) => reverse(orders, order),
    listOpenPreAuthorizations: () => listOpenPreAuthorizations(orders),
    lastBooking: () => lastBooking(orders),
    endOfDay: (order) => endOfDay(orders, order),
    diagnosis: () => diagnosis(orders),
    onNotice(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What these print is for staff, whatever the terminal calls it. */
const reports = new Set<number>([
  command.endOfDay,
  command.diagnosis,
  command.initialisation,
  command.printConfiguration,
  command.registration,
  command.status,
]);
