/** A tariff as text, and the prices in it that a person changes without touching the rest. No React. */

const kinds = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const;
export type PriceKind = (typeof kinds)[number];
export type PriceRow = {
  readonly element: number;
  readonly component: number;
  readonly kind: PriceKind;
  /** Of the major unit, per kWh, hour or session, as it is written. */
  readonly price: string;
  readonly vat: string | null;
  /** It holds at times, or up to some amount only. */
  readonly isRestricted: boolean;
};

type Json = { readonly [key: string]: unknown };
const isObject = (json: unknown): json is Json => typeof json === 'object' && json !== null && !Array.isArray(json);
const list = (json: unknown): readonly unknown[] => (Array.isArray(json) ? json : []);
const written = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

export function parsedTariff(text: string): Json | null {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** The prices of a tariff in the order they stand; none where the text is no single tariff. */
export function pricesIn(text: string): readonly PriceRow[] {
  return list(parsedTariff(text)?.elements).flatMap((element, at) => {
    if (!isObject(element)) return [];
    const isRestricted = isObject(element.restrictions) && Object.keys(element.restrictions).length > 0;
    return list(element.price_components).flatMap((one, component): PriceRow[] => {
      const kind = isObject(one) ? kinds.find((each) => each === one.type) : undefined;
      const price = isObject(one) ? written(one.price) : null;
      if (!isObject(one) || !kind || price === null) return [];
      return [{ element: at, component, kind, price, vat: written(one.vat), isRestricted }];
    });
  });
}

/** The same tariff with one price another, and the instant it was changed (OCPI `last_updated`). */
export function withPrice(text: string, { element, component }: PriceRow, price: string, nowMs: number): string {
  const tariff = parsedTariff(text);
  if (!tariff) return text;
  const elements = list(tariff.elements).map((one, at) =>
    at === element && isObject(one)
      ? {
          ...one,
          price_components: list(one.price_components).map((each, place) =>
            place === component && isObject(each) ? { ...each, price } : each,
          ),
        }
      : one,
  );
  const last_updated = new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z');
  return JSON.stringify({ ...tariff, elements, last_updated }, null, 2);
}
