import type { ControllerFault, EvseNotice } from '../../../../machines/ports/powerController.ts';

type Standing = { readonly enabled: boolean; readonly reserved: boolean; readonly misconfigured: boolean };

/** Whether a driver may start at one EVSE; told when it changes, and not before the active faults are known. */
export function createAvailability(faults: () => readonly ControllerFault[], tell: (notice: EvseNotice) => void) {
  // EVerest tells Enabled once at its start: unless we hear otherwise, an EVSE is.
  let standing: Standing = { enabled: true, reserved: false, misconfigured: false };
  let known = false;
  let lastTold = '';

  function tellChange(): void {
    if (!known) return;
    const { enabled, reserved, misconfigured } = standing;
    const notice: EvseNotice = { type: 'availability', enabled: enabled && !misconfigured, reserved, faults: faults() };
    const text = JSON.stringify(notice);
    if (text === lastTold) return;
    lastTold = text;
    tell(notice);
  }

  return {
    get misconfigured() {
      return standing.misconfigured;
    },
    set(change: Partial<Standing>): void {
      standing = { ...standing, ...change };
      tellChange();
    },
    faultsChanged: tellChange,
    /** The faults were asked for: from here on, changes are told. */
    synchronized(): void {
      known = true;
      lastTold = '';
      tellChange();
    },
    unknown(): void {
      known = false;
    },
  };
}
export type Availability = ReturnType<typeof createAvailability>;
