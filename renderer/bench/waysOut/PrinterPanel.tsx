import { useEffect, useState } from 'react';
import type { BenchState } from '../../../electron/ipc/contract.ts';
import type { Act, GetPrint } from '../benchStore.ts';
import { Switch } from '../controls.tsx';

type Props = { printer: NonNullable<BenchState['printer']>; act: Act; getPrint: GetPrint };

/** The receipt printer, and what came out of it last. */
export function PrinterPanel({ printer, act, getPrint }: Props) {
  const newest = printer.prints[0] ?? null;
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    if (newest === null) return;
    let isWanted = true;
    getPrint(newest).then(
      (address) => isWanted && setPicture(address),
      () => {}, // the link is down: the next print is asked for when it is there
    );
    return () => {
      isWanted = false;
    };
  }, [newest, getPrint]);
  return (
    <section className="way-out" aria-label="Receipt printer">
      <h2>Receipt printer</h2>
      <div className="way-out-switches">
        <Switch
          label="Paper"
          on={printer.paper}
          words={['loaded', 'out']}
          testId="printer-paper"
          onChange={(loaded) => act({ type: 'printerPaper', loaded })}
        />
        <Switch
          label="Cover"
          on={!printer.coverOpen}
          words={['closed', 'open']}
          testId="printer-cover"
          onChange={(closed) => act({ type: 'printerCover', open: !closed })}
        />
        <Switch
          label="Cable"
          on={printer.linkUp}
          words={['in', 'out']}
          testId="printer-link"
          onChange={(up) => act({ type: 'printerLink', up })}
        />
      </div>
      {picture ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        <section className="print" tabIndex={0} aria-label="Last print">
          <img src={picture} alt={`Receipt, print ${newest}`} data-testid="last-print" />
        </section>
      ) : (
        <p className="way-out-empty">Nothing printed yet.</p>
      )}
    </section>
  );
}
