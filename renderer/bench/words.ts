import type { BenchAction } from '../../electron/ipc/contract.ts';

/** "socketDropBeforeAck" → "Socket drop before ack": faults and states name themselves. */
export function plainWords(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .replace(/\b(ack|bmp|id|pan|pin|soc|t3|t4|tlv|ev|evse)\b/g, (short) => short.toUpperCase());
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** "Zoe (52 kWh, 50 kW)" → what it is called, and what is worth knowing of it. */
export function nameAndDetail(label: string): { readonly name: string; readonly detail: string | null } {
  const [, name, detail] = /^(.+?) *\((.+)\)$/.exec(label) ?? [];
  return { name: name ?? label, detail: detail ?? null };
}

/** "2 s", "0.5 s", "at once". */
export const plainSpan = (ms: number): string => (ms === 0 ? 'at once' : `${ms / 1000} s`);

/** One line for the list of actions. The PIN stays out of it. */
export function describeAction(action: BenchAction): string {
  switch (action.type) {
    case 'presentCard':
      return `Card ${action.card} to the reader`;
    case 'removeCard':
      return 'Card taken away';
    case 'enterPin':
      return 'PIN entered';
    case 'terminalFault':
      return `Terminal: ${plainWords(action.fault)} ${onOff(action.on)}`;
    case 'terminalLink':
      return `Terminal cable ${action.up ? 'in' : 'out'}`;
    case 'bankDelay':
      return `Bank answers ${action.ms === 0 ? 'at once' : `after ${plainSpan(action.ms)}`}`;
    case 'plugIn':
      return `EVSE ${action.evse}: ${action.car} plugged in`;
    case 'unplug':
      return `EVSE ${action.evse}: plug pulled out`;
    case 'carStops':
      return `EVSE ${action.evse}: car stops`;
    case 'emergencyStop':
      return `EVSE ${action.evse}: emergency stop ${action.pressed ? 'pressed' : 'released'}`;
    case 'chargerFault':
      return `EVSE ${action.evse}: ${plainWords(action.fault)} ${onOff(action.on)}`;
    case 'chargerLink':
      return `Controller link ${action.up ? 'up' : 'down'}`;
    case 'brokerRestart':
      return 'Broker restarted';
    case 'printerPaper':
      return `Printer: paper ${action.loaded ? 'loaded' : 'out'}`;
    case 'printerCover':
      return `Printer: cover ${action.open ? 'opened' : 'closed'}`;
    case 'printerLink':
      return `Printer cable ${action.up ? 'in' : 'out'}`;
    case 'mailServer':
      return `Mail server ${action.up ? 'back' : 'away'}`;
    case 'mailGreylist':
      return `Mail server: “come again later” ${onOff(action.on)}`;
    case 'mailRefuse':
      return `Mail server: “no such mailbox” ${onOff(action.on)}`;
    case 'deskServer':
      return `Help desk ${action.up ? 'back' : 'away'}`;
    case 'deskBusy':
      return `Help desk: “come again later” ${onOff(action.on)}`;
    case 'deskRefuse':
      return `Help desk: “never” ${onOff(action.on)}`;
    case 'chargerRestart':
      return 'Controller restarted';
  }
}

const onOff = (on: boolean): string => (on ? 'on' : 'off');
