import { useEffect, useState } from 'react';
import type { BenchState } from '../../../electron/ipc/contract.ts';
import type { Act } from '../benchStore.ts';
import { nameAndDetail } from '../words.ts';
import { CardPicture } from './CardPicture.tsx';
import { PinPad } from './PinPad.tsx';

type Props = { terminal: BenchState['terminal']; onReader: BenchState['cards'][number] | null; act: Act };

/** The terminal as a driver sees it: display, contactless reader, PIN pad. */
export function TerminalDevice({ terminal, onReader, act }: Props) {
  const [pin, setPin] = useState('');
  const { waitsForPin } = terminal;
  // Digits typed for one question must not be there at the next.
  useEffect(() => {
    if (!waitsForPin) setPin('');
  }, [waitsForPin]);

  const sendPin = () => {
    act({ type: 'enterPin', pin });
    setPin('');
  };

  return (
    <div className="device" data-link={terminal.linkUp}>
      <div className="device-display">
        <output data-testid="terminal-display" aria-label="Terminal display">
          {terminal.display.map((line, row) => (
            <span key={row}>{line}</span>
          ))}
        </output>
        {waitsForPin && (
          <span className="pin-dots" role="img" aria-label={`${pin.length} digits entered`}>
            {'•'.repeat(pin.length).padEnd(4, '–')}
          </span>
        )}
        {!terminal.linkUp && <span className="device-offline">no network</span>}
      </div>
      <div className="reader" data-card={onReader !== null}>
        <svg className="reader-waves" viewBox="0 0 40 40" aria-hidden="true">
          <path d="M12 15a9 9 0 0 1 0 10M18 11a15 15 0 0 1 0 18M24 7a21 21 0 0 1 0 26" />
        </svg>
        {onReader ? (
          <div className="card-on-reader" data-kind={onReader.kind}>
            <CardPicture kind={onReader.kind} />
            <span data-testid="card-on-reader">{nameAndDetail(onReader.label).name}</span>
            <button type="button" data-testid="card-remove" onClick={() => act({ type: 'removeCard' })}>
              Take away
            </button>
          </div>
        ) : (
          <span className="reader-hint">Reader is empty</span>
        )}
      </div>
      <PinPad pin={pin} waiting={waitsForPin} onPin={setPin} onEnter={sendPin} />
    </div>
  );
}
