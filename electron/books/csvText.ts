/** RFC 4180. Without the mark spreadsheets read UTF-8 as something else. */
export const BYTE_ORDER_MARK = '\u{feff}';

/** A spreadsheet takes a text that begins so for a formula, and runs it. */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
