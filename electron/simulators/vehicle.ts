/**
 * How a car behaves: `patient` charges to its limit; `stopsAt80` ends at 80 %; `refusesHandshake` never agrees to charge;
 * `pausesOnce` halts for a while and goes on; `slow` takes five times as long to agree.
 */
export type Temperament = 'patient' | 'stopsAt80' | 'refusesHandshake' | 'pausesOnce' | 'slow';

export type Car = {
  readonly id: string;
  readonly label: string;
  readonly capacityWh: number;
  readonly startSocPercent: number;
  /** Pack voltage when empty and when full. */
  readonly packV: readonly [number, number];
  readonly maxCurrentA: number;
  /** Power the battery takes by state of charge: [%, W], rising in %, straight lines between. */
  readonly curve: readonly (readonly [number, number])[];
  readonly temperament: Temperament;
};

export const cars: readonly Car[] = [
  {
    id: 'ioniq',
    label: 'Ioniq 5 (77 kWh, 800 V)',
    capacityWh: 77_400,
    startSocPercent: 22,
    packV: [620, 790],
    maxCurrentA: 330,
    curve: [
      [0, 170_000],
      [10, 225_000],
      [48, 235_000],
      [55, 190_000],
      [75, 160_000],
      [82, 75_000],
      [90, 45_000],
      [100, 8_000],
    ],
    temperament: 'patient',
  },
  {
    id: 'zoe',
    label: 'Zoe (52 kWh, 50 kW)',
    capacityWh: 52_000,
    startSocPercent: 34,
    packV: [330, 400],
    maxCurrentA: 125,
    curve: [
      [0, 40_000],
      [10, 46_000],
      [40, 44_000],
      [60, 36_000],
      [80, 24_000],
      [100, 5_000],
    ],
    temperament: 'stopsAt80',
  },
  {
    id: 'stubborn',
    label: 'Stubborn (never agrees)',
    capacityWh: 60_000,
    startSocPercent: 40,
    packV: [340, 400],
    maxCurrentA: 200,
    curve: [
      [0, 80_000],
      [100, 10_000],
    ],
    temperament: 'refusesHandshake',
  },
  {
    id: 'nearlyFull',
    label: 'Nearly full (98 %)',
    capacityWh: 40_000,
    startSocPercent: 98.8,
    packV: [330, 400],
    maxCurrentA: 120,
    curve: [
      [0, 45_000],
      [90, 22_000],
      [98, 12_000],
      [100, 9_000],
    ],
    temperament: 'patient',
  },
  {
    id: 'pausing',
    label: 'Pausing (rests once)',
    capacityWh: 64_000,
    startSocPercent: 45,
    packV: [340, 410],
    maxCurrentA: 220,
    curve: [
      [0, 70_000],
      [50, 77_000],
      [80, 35_000],
      [100, 6_000],
    ],
    temperament: 'pausesOnce',
  },
  {
    id: 'truck',
    label: 'Truck (480 kWh)',
    capacityWh: 480_000,
    startSocPercent: 18,
    packV: [580, 720],
    maxCurrentA: 500,
    curve: [
      [0, 250_000],
      [5, 350_000],
      [80, 330_000],
      [90, 140_000],
      [100, 20_000],
    ],
    temperament: 'slow',
  },
];

/** What the car says through the plug, and does with the energy it gets. Times are of the car's world, which may run faster. */
export type Vehicle = {
  readonly car: Car;
  readonly socPercent: number;
  readonly voltageV: number;
  /** What it asks for now; 0: it has had enough. */
  readonly wantedPowerW: number;
  readonly secondsToFull: number;
  /** True once, when it is time for its one pause. */
  takesPause(): boolean;
  charge(energyWh: number): void;
  /** The driver ends it at the car. */
  stop(): void;
};

/** SoC points gained before the one pause of `pausesOnce`. */
const PAUSE_AFTER_PERCENT = 2;

/** `random` gives numbers from 0 to 1; it moves the state of charge the car arrives with, by a percent at most. */
export function createVehicle(car: Car, random: () => number): Vehicle {
  const limitPercent = car.temperament === 'stopsAt80' ? 80 : 100;
  const arrivedWith = Math.min(limitPercent, car.startSocPercent * (1 + (random() - 0.5) * 0.02));
  let socPercent = arrivedWith;
  let hasPaused = car.temperament !== 'pausesOnce';
  let stopped = false;

  const voltageV = (): number => car.packV[0] + ((car.packV[1] - car.packV[0]) * socPercent) / 100;

  return {
    car,
    get socPercent() {
      return socPercent;
    },
    get voltageV() {
      return voltageV();
    },
    get wantedPowerW() {
      if (stopped || socPercent >= limitPercent) return 0;
      return Math.min(powerAt(car.curve, socPercent), voltageV() * car.maxCurrentA);
    },
    get secondsToFull() {
      let seconds = 0;
      for (let soc = socPercent; soc < limitPercent; soc += 1) {
        const stepWh = (Math.min(1, limitPercent - soc) / 100) * car.capacityWh;
        seconds += (stepWh / powerAt(car.curve, soc)) * 3_600;
      }
      return seconds;
    },
    takesPause() {
      if (hasPaused || socPercent < arrivedWith + PAUSE_AFTER_PERCENT) return false;
      hasPaused = true;
      return true;
    },
    charge(energyWh: number) {
      socPercent = Math.min(limitPercent, socPercent + (energyWh / car.capacityWh) * 100);
    },
    stop() {
      stopped = true;
    },
  };
}

function powerAt(curve: Car['curve'], socPercent: number): number {
  const above = curve.findIndex(([soc]) => soc >= socPercent);
  const [highSoc, highW] = curve[above] ?? curve.at(-1) ?? [100, 0];
  const [lowSoc, lowW] = curve[above - 1] ?? [highSoc, highW];
  if (highSoc === lowSoc) return highW;
  return lowW + ((highW - lowW) * (socPercent - lowSoc)) / (highSoc - lowSoc);
}
