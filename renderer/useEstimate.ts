import { useEffect, useState } from 'react';
import type { Estimate, EstimateQuestion } from '../machines/estimate.ts';
import { usePage } from './page.ts';

/** The station's answer to what a charge would cost; the one before it until then. Null question: nothing is asked. */
export function useEstimate(connectorId: number, question: EstimateQuestion | null): Estimate | null {
  const { estimate } = usePage();
  const [shown, show] = useState<Estimate | null>(null);
  const asked = JSON.stringify(question);
  useEffect(() => {
    const wanted = JSON.parse(asked) as EstimateQuestion | null;
    let isNewest = true;
    if (wanted) void estimate({ connectorId, question: wanted }).then((answer) => isNewest && show(answer));
    return () => {
      isNewest = false;
    };
  }, [estimate, connectorId, asked]);
  return question && shown;
}
