import { expect, it } from 'vitest';
import { describeConfig } from './describeConfig.ts';

it('tells every setting with its kind, default and meaning', () => {
  const lines = describeConfig();
  expect(lines.find((line) => line.startsWith('screen.panelInches '))).toMatch(
    /number +15\.6 +Diagonal of the picture/,
  );
  expect(lines.find((line) => line.startsWith('station.receiptPage '))).toMatch(/string\|null/);
  for (const line of lines) expect(line).not.toMatch(/undefined|\[object/);
});
