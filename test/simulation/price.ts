import type { Config } from '../../electron/station/config.ts';

/**
 * What a charge costs, worked out in whole numbers and by nobody's code but this: the second opinion on every receipt.
 * Prices are taken with VAT included.
 */
export function grossMinor(tariff: Config['tariff'], energyWh: number, idleSeconds: number): number {
  const SCALE = 1_000_000n;
  /** Minor units × SCALE × 3,600,000, so that neither kWh nor hours leave a fraction. */
  let sum = 0n;
  for (const { type, price, step_size: step } of tariff.elements.flatMap((element) => element.price_components)) {
    const priceScaled = BigInt(Math.round(Number(price) * 100 * Number(SCALE)));
    const stepped = (quantity: number): bigint => BigInt(step > 0 ? Math.ceil(quantity / step) * step : quantity);
    if (type === 'ENERGY') sum += stepped(energyWh) * priceScaled * 3_600n;
    if (type === 'FLAT') sum += priceScaled * 3_600_000n;
    if (type === 'PARKING_TIME' && idleSeconds > 0) sum += stepped(idleSeconds) * priceScaled * 1_000n;
  }
  const unit = SCALE * 3_600_000n;
  return Number((2n * sum + unit) / (2n * unit));
}
