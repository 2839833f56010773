import { expect, type Locator, type Page } from '@playwright/test';
import type { KioskView, ScreenName, ScreenView } from '../../machines/view.ts';
import { disagreements } from './books.ts';
import type { StationUnderTest } from './fixture.ts';

/** The page's own element for each screen. */
const mains: Record<ScreenName, string> = {
  attract: 'main.attract',
  price: 'main.price-screen',
  present: 'main.present',
  secondFactor: 'main.second-factor',
  declined: 'main.declined',
  plug: 'main.plug',
  charging: 'main.charging, main.stop-dialog',
  receipt: 'main.receipt',
  released: 'main.released',
  unavailable: 'main.unavailable',
};

/** The kiosk as a driver meets it: what is on the screen, and what a finger can do there. */
export class Kiosk {
  readonly page: Page;
  readonly station: StationUnderTest;
  /** For tests in which the controller never tells the end: then the last reading it told is billed, never more. */
  billsLastHeard = false;

  constructor(page: Page, station: StationUnderTest) {
    this.page = page;
    this.station = station;
  }

  view(): KioskView {
    return this.station.headless.station.view();
  }

  /** The station's own words for the screen, once it is the one named. */
  async sees<N extends ScreenName>(name: N, is: (screen: Extract<ScreenView, { name: N }>) => boolean = () => true) {
    type Named = Extract<ScreenView, { name: N }>;
    await expect
      .poll(
        () => {
          const { screen } = this.view();
          return screen.name === name ? is(screen as Named) || JSON.stringify(screen) : JSON.stringify(screen);
        },
        { message: `screen ${name}`, timeout: 25_000 },
      )
      .toBe(true);
    await expect(this.page.locator(mains[name])).toBeVisible();
    return this.view().screen as Named;
  }

  async ready(): Promise<void> {
    await expect
      .poll(() => [this.view().terminal, ...this.view().connectors.map((tile) => tile.status)], { timeout: 20_000 })
      .toEqual(['up', 'free', 'free']);
    await expect(this.page.locator(mains.attract)).toBeVisible();
  }

  press(name: string | RegExp): Promise<void> {
    return this.button(name).click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async choose(label: 'A' | 'B'): Promise<void> {
    await this.press(new RegExp(`Cable ${label}`));
  }

  /** Two touches and a tap. */
  async payWith(card: string, label: 'A' | 'B' = 'A'): Promise<void> {
    if (this.view().screen.name === 'attract') await this.choose(label);
    await this.sees('price');
    await this.press('Continue to payment');
    await this.sees('present', (screen) => screen.step === 'card');
    await this.station.bench({ type: 'presentCard', card });
  }

  async plugIn(evse = 1, car = 'ioniq'): Promise<void> {
    await this.station.bench({ type: 'plugIn', evse, car });
  }

  async unplug(evse = 1): Promise<void> {
    await this.station.bench({ type: 'unplug', evse });
  }

  /** Charging with energy delivered. */
  async charges(wh = 50): Promise<void> {
    await this.sees('charging', (screen) => screen.activity === 'active' && screen.energyWh >= wh);
  }

  async stopWithCode(): Promise<void> {
    const { stopCode } = await this.sees('charging');
    await this.press('Stop charging');
    await this.sees('charging', (screen) => screen.stopDialog !== null);
    await this.type(stopCode ?? '');
  }

  async type(digits: string): Promise<void> {
    for (const digit of digits) await this.page.getByRole('button', { name: digit, exact: true }).click();
  }

  /** The books of terminal, station and meters agree; settlements under way get the time they need. */
  async booksAgree(): Promise<void> {
    await expect
      .poll(() => disagreements(this.station, { billsLastHeard: this.billsLastHeard }), {
        message: 'terminal, receipts and meters agree',
        timeout: 20_000,
      })
      .toEqual([]);
  }
}
