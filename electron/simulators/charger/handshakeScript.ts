import type { Vehicle } from '../vehicle.ts';
import type { EvsePublisher } from './evsePublisher.ts';
import type { Random } from './random.ts';

const HANDSHAKE_MS = 4_000;
const HANDSHAKE_MIN_MS = 300;
const SLOWNESS = 5;

type Scene = { readonly share: number; readonly play: () => void };

/**
 * The talk between charger and car after authorization, in the order of ISO 15118-2 for DC: SLAC, parameters, cable check,
 * pre-charge. About four seconds at speed 1. A car that refuses ends it after the parameters.
 */
export function createHandshakeScript(deps: {
  readonly publisher: EvsePublisher;
  readonly vehicle: Vehicle;
  readonly speed: number;
  readonly random: Random;
  readonly after: (ms: number, run: () => void) => void;
  readonly tellVehicle: () => void;
}) {
  const { publisher, vehicle, random } = deps;
  const isSlow = vehicle.car.temperament === 'slow';
  const scaled = (HANDSHAKE_MS * (isSlow ? SLOWNESS : 1)) / deps.speed;
  const totalMs = Math.max(HANDSHAKE_MIN_MS, scaled) * (0.9 + random() * 0.2);

  const refuses = vehicle.car.temperament === 'refusesHandshake';
  const isolationOhm = (): number => 1_500_000 + random() * 400_000;
  const scenes: readonly Scene[] = [
    { share: 0.25, play: () => publisher.linkReady(true) },
    { share: 0.25, play: deps.tellVehicle },
    { share: 0.1, play: () => publisher.dcVoltage(498.6, 0) },
    { share: 0.15, play: () => publisher.isolation(isolationOhm()) },
    { share: 0.05, play: () => publisher.dcVoltage(0.4, 0) },
    { share: 0.07, play: () => publisher.dcVoltage(vehicle.voltageV * 0.4, 0.2) },
    { share: 0.07, play: () => publisher.dcVoltage(vehicle.voltageV * 0.9, 0.6) },
    { share: 0.06, play: () => publisher.dcVoltage(vehicle.voltageV, 0.8) },
  ];

  return function run(onAgreed: () => void, onRefused: () => void): void {
    function play(index: number): void {
      const scene = scenes[index];
      if (!scene) {
        onAgreed();
        return;
      }
      deps.after(totalMs * scene.share, () => {
        scene.play();
        if (refuses && index === 1) onRefused();
        else play(index + 1);
      });
    }
    play(0);
  };
}
