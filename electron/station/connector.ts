import type { ServiceReason } from '../../machines/view.ts';
import type { ChargeActor } from './chargeActor.ts';
import type { Config } from './config.ts';
import type { PowerCurve } from './powerCurve.ts';

export type ChargeSnapshot = ReturnType<ChargeActor['getSnapshot']>;
type Evse = Config['evses'][number];

/** A connector as the screen and staff see it. */
export type Connector = {
  readonly evse: Evse;
  readonly snapshot: ChargeSnapshot;
  readonly curve: PowerCurve;
  /** Who started the charge has left the screen: whoever looks now reads neither the stop code nor the card. */
  readonly driverLeft?: boolean;
  /** Why staff took it out of service; null or missing: they did not. */
  readonly outOfService?: ServiceReason | null;
};
