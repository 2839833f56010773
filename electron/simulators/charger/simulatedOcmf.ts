import type { FinishedTransaction } from './meterBook.ts';

/**
 * A record of begin and end in the outline of OCMF, openly unsigned: gateway and algorithm say so, and the signature is
 * empty. No checker can take it for a calibrated meter's.
 */
export function simulatedOcmf(evseId: string, { uuid, startWh, endWh }: FinishedTransaction) {
  const reading = (tx: 'B' | 'E', wh: number) => ({
    TX: tx,
    RV: Math.round(wh) / 1_000,
    RI: '01-00:B2.08.00*FF',
    RU: 'kWh',
    ST: 'G',
  });
  const payload = {
    FV: '1.2',
    GI: 'SIMULATED, UNSIGNED',
    PG: 'T1',
    MS: `SIM-${evseId}`,
    IS: false,
    IT: 'NONE',
    ID: uuid,
    RD: [reading('B', startWh), reading('E', endWh)],
  };
  return {
    signed_meter_data: `OCMF|${JSON.stringify(payload)}|${JSON.stringify({ SA: 'NONE-SIMULATED', SD: '' })}`,
    signing_method: '',
    encoding_method: 'OCMF',
  };
}
