import type { HandshakePhase } from '../../../../machines/ports/powerController.ts';

const order: readonly HandshakePhase[] = ['connecting', 'negotiating', 'safetyCheck', 'preCharge'];
/** Below this a power supply only shows noise. */
const NOISE_V = 20;
/** So many rises in a row are a ramp. */
const RAMP_SAMPLES = 2;

/**
 * How far charger and car have come, from hints that are each optional: SLAC's link, the isolation monitor's readings, the
 * power supply's voltage. Phases only move forward. The cable check raises the voltage too: where an isolation monitor is
 * heard at all, a ramp is the pre-charge only after its reading.
 */
export function createHandshake(tell: (phase: HandshakePhase) => void) {
  let reached = order.length;
  let isolationIsMonitored = false;
  let lastVoltageV = 0;
  let rises = 0;

  function reach(phase: HandshakePhase): void {
    const step = order.indexOf(phase);
    if (step <= reached) return;
    reached = step;
    tell(phase);
  }

  return {
    begin(): void {
      reached = -1;
      rises = 0;
      reach('connecting');
    },
    end(): void {
      reached = order.length;
    },
    linkReady: () => reach('negotiating'),
    isolationMeasured(): void {
      isolationIsMonitored = true;
      rises = 0;
      reach('safetyCheck');
    },
    voltageMeasured(voltageV: number): void {
      rises = voltageV > NOISE_V && voltageV > lastVoltageV ? rises + 1 : 0;
      lastVoltageV = voltageV;
      const checked = !isolationIsMonitored || reached >= order.indexOf('safetyCheck');
      if (checked && rises >= RAMP_SAMPLES) reach('preCharge');
    },
  };
}
