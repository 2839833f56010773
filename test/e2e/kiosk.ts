import { expect, type Locator, type Page } from '@playwright/test';
import type { KioskView, ScreenName, ScreenView } from '../../machines/view.ts';
import { disagreements } from '../books.ts';
import type { StationUnderTest } from './fixture.ts';

/** The page's own element for each screen. */
const mains: Record<ScreenName, string> = {
  attract: 'main.attract',
  find: 'main',
  price: 'main.price-screen',
  present: 'main.present',
  secondFactor: 'main.second-factor',
  declined: 'main.declined',
  plug: 'main.plug',
  charging: 'main.charging, main.stop-dialog',
  receipt: 'main.receipt',
  released: 'main.released',
  unavailable: 'main.unavailable',
  outOfService: 'main.out-of-service',
  lookedAfter: 'main.looked-after',
};

/** The kiosk as a driver meets it: what is on the screen, and what a finger can do there. */
export class Kiosk {
  readonly page: Page;
  readonly station: StationUnderTest;
  /** For tests in which start or end is told to nobody: then the readings heard are billed, never more. */
  billsLastHeard = false;

  /** A screen offers only what fits: a test in which the station refuses a touch says so. */
  expectsRefusals = false;

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
        { message: `screen ${name}`, timeout: 25_000, intervals: [50] },
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

  /** By its own name, in two touches. */
  async chooseLanguage(name: string): Promise<void> {
    await this.page.locator('.tools .language').click();
    await this.page.getByRole('dialog').getByRole('button', { name }).click();
  }

  async choose(label: 'A' | 'B'): Promise<void> {
    await this.press(new RegExp(`Cable ${label}`));
  }

  /** Two touches and a tap. */
  async payWith(card: string, label: 'A' | 'B' = 'A'): Promise<void> {
    // A touch before this one may still be on its way to the station.
    const begins = (): boolean => ['attract', 'price'].includes(this.view().screen.name);
    await expect.poll(begins, { intervals: [50] }).toBe(true);
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
    // What comes next may go past the page, and must not overtake the code.
    const isAsked = ({ screen }: KioskView) => screen.name === 'charging' && screen.stopDialog !== null;
    await expect.poll(() => isAsked(this.view()), { intervals: [50] }).toBe(false);
  }

  async type(digits: string): Promise<void> {
    for (const digit of digits) await this.page.getByRole('button', { name: digit, exact: true }).click();
  }

  /** Pulls the plug and stays for the receipt; the card has been charged when this returns. */
  async unplugForReceipt(evse = 1) {
    await this.unplug(evse);
    return this.sees('receipt', ({ hold }) => hold === null || hold.state === 'captured');
  }

  async done(): Promise<void> {
    await this.press('Done');
    await this.sees('attract');
  }

  /** The page's words, as they are read. */
  async says(words: string | RegExp): Promise<void> {
    await expect(this.page.getByText(words).filter({ visible: true }).first()).toBeVisible();
  }

  /** The car ends the charge, which takes as long as its battery does. */
  async untilCarIsDone() {
    await expect
      .poll(() => this.view().connectors[0]?.status, { message: 'the car ends the charge', timeout: 40_000 })
      .toBe('finished');
    return this.sees('charging', ({ activity }) => activity === 'finishedGrace');
  }

  /** Presents a card once the terminal is ready for the next one. */
  async tap(card: string): Promise<void> {
    await this.station.bench({ type: 'presentCard', card });
  }

  /** The bench is asked until the terminal wants a PIN: it may still be busy with the card. */
  async enterPinAtTerminal(pin: string): Promise<void> {
    await this.sees('present', ({ prompt }) => prompt === 'enterPin');
    await this.station.bench({ type: 'enterPin', pin });
  }

  /** What the terminal's own book says, oldest first. */
  booked() {
    return this.station.book().map(({ state, heldMinor, capturedMinor }) => ({ state, heldMinor, capturedMinor }));
  }

  /** The books of terminal, station and meters agree; settlements under way get the time they need. */
  async booksAgree(): Promise<void> {
    await expect
      .poll(() => disagreements(this.station.headless.station, { billsLastHeard: this.billsLastHeard }), {
        message: 'terminal, receipts and meters agree',
        timeout: 20_000,
      })
      .toEqual([]);
  }
}
