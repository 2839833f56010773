import type { BenchState } from '../../../electron/ipc/contract.ts';
import type { Act } from '../benchStore.ts';
import { FaultChips, Switch } from '../controls.tsx';
import { BankDelay } from './BankDelay.tsx';
import { TerminalDevice } from './TerminalDevice.tsx';
import { Wallet } from './Wallet.tsx';

type Props = { cards: BenchState['cards']; terminal: BenchState['terminal']; act: Act };

/** The card terminal, the wallet beside it, and what may go wrong behind it. */
export function TerminalPanel({ cards, terminal, act }: Props) {
  const onReader = cards.find((card) => card.id === terminal.cardPresented) ?? null;
  return (
    <div className="terminal-panel">
      <h2>Card terminal</h2>
      <TerminalDevice terminal={terminal} onReader={onReader} act={act} />
      <div className="terminal-side">
        <Wallet cards={cards} presented={terminal.cardPresented} act={act} />
        <Switch
          label="Network cable"
          on={terminal.linkUp}
          words={['plugged in', 'pulled out']}
          testId="terminal-link"
          onChange={(up) => act({ type: 'terminalLink', up })}
        />
        <BankDelay delayMs={terminal.bankDelayMs} act={act} />
      </div>
      <FaultChips
        label="Terminal faults"
        faults={terminal.faults}
        testIdPrefix="terminal-fault"
        onChange={(fault, on) => act({ type: 'terminalFault', fault, on })}
      />
    </div>
  );
}
