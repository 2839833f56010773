import type { BenchState } from '../../../electron/ipc/contract.ts';

type Entry = BenchState['terminal']['book'][number];

/** The terminal's own book: the far side of every payment, kept apart from the station's journal. */
export function Ledger({ book }: { book: readonly Entry[] }) {
  return (
    <div className="ledger">
      <h2 id="ledger-title">The terminal’s own book</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <section className="ledger-scroll" tabIndex={0} aria-labelledby="ledger-title">
        <table data-testid="book">
          <thead>
            <tr>
              <th scope="col">Receipt</th>
              <th scope="col">Card</th>
              <th scope="col" className="amount">
                Held
              </th>
              <th scope="col" className="amount">
                Captured
              </th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {book.map((entry) => (
              <tr key={entry.receiptNumber} data-testid={`book-${entry.receiptNumber}`} data-state={entry.state}>
                <td>{entry.receiptNumber}</td>
                <td className="book-card">{entry.card}</td>
                <td className="amount">{amount(entry.heldMinor)}</td>
                <td className="amount">{entry.capturedMinor === null ? '–' : amount(entry.capturedMinor)}</td>
                <td>
                  <span className="book-state">{entry.state}</span>
                </td>
              </tr>
            ))}
            {book.length === 0 && (
              <tr className="nothing">
                <td colSpan={5}>No hold yet.</td>
              </tr>
            )}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** The book tells minor units without their currency; the terminal's currencies all have two decimals. */
const amount = (minor: number): string => (minor / 100).toFixed(2);
