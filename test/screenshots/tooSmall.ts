import type { Page } from '@playwright/test';
import { type Panel, pxPerMm } from './panels.ts';

const LEAST_MM = 15;

/** Buttons that a gloved finger would miss, with their size in CSS px. */
export async function tooSmall(page: Page, panel: Panel): Promise<string[]> {
  const leastPx = LEAST_MM * pxPerMm(panel) - 0.5;
  const boxes = await page.locator('button').evaluateAll((buttons) =>
    buttons.map((button) => {
      const { width, height } = button.getBoundingClientRect();
      return { words: button.textContent, width, height };
    }),
  );
  return boxes
    .filter(({ width, height }) => width > 0 && (width < leastPx || height < leastPx))
    .map(({ words, width, height }) => `${words} ${width} × ${height}`);
}
