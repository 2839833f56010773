/** Ids as they are read to somebody on the phone: in groups that a breath holds. No React. */

const LONGEST_GROUP = 4;

/** "DE*ABC*E123456" → "DE · ABC · E12 3456" (eMI3: country, operator, then the outlet). */
export function spokenId(evseId: string): string {
  return partsOf(evseId)
    .map((part) => (part.length > LONGEST_GROUP + 1 ? inGroups(part) : part))
    .join(' · ');
}

/** What all the station's ids begin with, as long as that names more than its operator. */
export function spokenStation(evseIds: readonly string[]): string | null {
  const [first = [], ...others] = evseIds.map(partsOf);
  const shared = first.filter(
    (part, i) => others.every((other) => first.slice(0, i + 1).join() === other.slice(0, i + 1).join()) && part,
  );
  return shared.length > 2 ? spokenId(shared.join('*')) : null;
}

/** Groups of four from the end: what comes first is a letter and its digits. */
export const inGroups = (text: string): string => text.replace(/(?=(?:.{4})+$)(?!^)/g, ' ');

const partsOf = (evseId: string): readonly string[] =>
  evseId.includes('*') ? evseId.split('*') : (/^([A-Z]{2})([A-Z0-9]{3})(.+)$/.exec(evseId)?.slice(1) ?? [evseId]);
