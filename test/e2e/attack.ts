import { seededRandom } from '../../electron/simulators/charger/random.ts';
import type { StationUnderTest } from './fixture.ts';
import type { Kiosk } from './kiosk.ts';

const random = seededRandom(20_261_122);
export const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

/** Runs `attack` in the midst of a charge, which must come to its end as if nothing were. */
export async function inACharge(kiosk: Kiosk, attack: () => Promise<void>): Promise<void> {
  await kiosk.payWith('visa');
  await kiosk.plugIn();
  await kiosk.charges(50);
  await attack();
  const { energyWh } = await kiosk.sees('charging', ({ activity }) => activity === 'active');
  await kiosk.charges(energyWh + 50);
  await kiosk.unplug();
  await kiosk.sees('receipt', ({ hold }) => hold?.state === 'captured');
}

export const addressOf = ({ headless }: StationUnderTest) => {
  const url = new URL(headless.url);
  return { url, port: Number(url.port), token: url.hash.replace('#token=', '') };
};
