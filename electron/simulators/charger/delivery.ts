import type { Vehicle } from '../vehicle.ts';

/** EVerest's default ramp of the DC current. */
const RAMP_A_PER_S = 25;
const STEP_S = 1;

export type Flow = { readonly voltageV: number; readonly currentA: number; readonly powerW: number };
export const noFlow: Flow = { voltageV: 0, currentA: 0, powerW: 0 };

/** Energy flowing into a car, in steps of at most a second of its world; `done` when it wants no more or rests. */
export function createDelivery(vehicle: Vehicle, maxPowerW: number, onEnergy: (energyWh: number) => void) {
  let flow: Flow = { voltageV: vehicle.voltageV, currentA: 0, powerW: 0 };

  function step(seconds: number): void {
    const voltageV = vehicle.voltageV;
    const targetA = Math.min(vehicle.wantedPowerW, maxPowerW) / voltageV;
    const currentA = Math.min(targetA, flow.currentA + RAMP_A_PER_S * seconds);
    flow = { voltageV, currentA, powerW: voltageV * currentA };
    const energyWh = (flow.powerW * seconds) / 3_600;
    vehicle.charge(energyWh);
    onEnergy(energyWh);
  }

  return {
    get flow(): Flow {
      return flow;
    },
    /** `full`: it wants no more; `resting`: its one pause has come. */
    advance(seconds: number): 'flowing' | 'full' | 'resting' {
      for (let left = seconds; left > 0; left -= STEP_S) {
        step(Math.min(STEP_S, left));
        if (vehicle.wantedPowerW === 0) return 'full';
        if (vehicle.takesPause()) return 'resting';
      }
      return 'flowing';
    },
  };
}
export type Delivery = ReturnType<typeof createDelivery>;
