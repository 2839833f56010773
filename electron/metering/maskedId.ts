/** What of a person's own id may stand in a record that is shown and passed on: its end. */
export const maskedId = (id: string): string => id.slice(-4).padStart(id.length, '*');
