import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { ConnectorType, KioskView } from '../../machines/view.ts';
import { ConnectorButton } from '../components/ConnectorButton.tsx';
import { CostLines } from '../components/CostLines.tsx';
import { Countdown } from '../components/Countdown.tsx';
import { Drums } from '../components/Drums.tsx';
import { HoldLine } from '../components/HoldLine.tsx';
import { Keyboard } from '../components/Keyboard.tsx';
import { Keypad } from '../components/Keypad.tsx';
import { Notice } from '../components/Notice.tsx';
import { PumpFace } from '../components/PumpFace.tsx';
import { ReceiptPaper } from '../components/ReceiptPaper.tsx';
import { SocBar } from '../components/SocBar.tsx';
import { Tools } from '../components/Tools.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { CarAtCharger } from '../drawings/CarAtCharger.tsx';
import { EmergencyButton } from '../drawings/EmergencyButton.tsx';
import * as marks from '../drawings/marks.tsx';
import { Plug } from '../drawings/Plug.tsx';
import { Reader } from '../drawings/Reader.tsx';
import { useDress } from '../dress.ts';
import { chargingTile, hold, lines, NOW, quiet, receipt, tileA } from '../fixtures/base.ts';
import { pairs } from '../theme/pairs.ts';

const plugs: readonly ConnectorType[] = ['CCS2', 'CCS1', 'CHAdeMO', 'NACS', 'MCS', 'Type2'];
const touch = { type: 'TOUCH' } as const;

/** What screens are made of, all on one page. */
export function Components({ view }: { view: KioskView }) {
  useDress(view);
  return (
    <main className="gallery-components">
      <h1>Every component</h1>
      <Part name="Roles: each ink on its ground">
        {pairs.map(([ink, ground, kind]) => (
          <Swatch key={`${ink} ${ground}`} {...{ ink, ground, kind }} />
        ))}
      </Part>
      <Part name="Type">
        <h1>Title</h1>
        <p className="lead">Lead</p>
        <p>Body</p>
        <p className="soft">Soft</p>
        <small>Small</small>
      </Part>
      <Part name="Buttons">
        {(['primary', 'quiet', 'stop', 'tool'] as const).map((tone) => (
          <TouchButton key={tone} tone={tone} intent={touch}>
            {tone}
          </TouchButton>
        ))}
        <TouchButton intent={touch} disabled>
          disabled
        </TouchButton>
        <TouchButton tone="tool" intent={touch} pressed>
          pressed
        </TouchButton>
      </Part>
      <Part name="Notices and waits">
        {(['plain', 'attention', 'danger'] as const).map((tone) => (
          <Notice key={tone} tone={tone}>
            {tone}
          </Notice>
        ))}
        <Countdown until={NOW + 52_000} />
        <Countdown until={NOW + 12_000} />
      </Part>
      <Part name="Pump">
        <div className="gallery-pump">
          <PumpFace view={quiet} />
        </div>
        <div className="gallery-drums">
          <Drums value={1708} places={2} wheels={5} mark="." />
        </div>
        <CostLines lines={lines} />
        <HoldLine hold={hold} station={quiet.station} />
        <SocBar percent={64} />
      </Part>
      <Part name="Cables">
        <ConnectorButton tile={tileA} />
        <ConnectorButton tile={{ ...tileA, ...chargingTile }} />
      </Part>
      <Part name="Keys">
        <Keypad label="Code" secret={false} onDigits={() => undefined} />
        <Typing />
      </Part>
      <Part name="Tools">
        <Tools languages={quiet.languages} language={quiet.language} />
      </Part>
      <Part name="Drawings">
        {plugs.map((type) => (
          <figure key={type}>
            <Plug type={type} />
            <figcaption>{type}</figcaption>
          </figure>
        ))}
        <figure>
          <Reader prompt="presentCard" />
        </figure>
        <figure>
          <CarAtCharger step="flowing" label="A" />
        </figure>
        <figure>
          <EmergencyButton />
        </figure>
      </Part>
      <Part name="Marks">
        {Object.entries(marks).map(([name, Mark]) => (
          <figure key={name}>
            <Mark />
            <figcaption>{name}</figcaption>
          </figure>
        ))}
      </Part>
      <Part name="Receipt">
        <ReceiptPaper receipt={receipt} stationKey={quiet.station.receiptKey} />
      </Part>
    </main>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section>
      <h2>{name}</h2>
      <div>{children}</div>
    </section>
  );
}

/** The two colours as this page has them. */
function Swatch({ ink, ground, kind }: { ink: string; ground: string; kind: string }) {
  const box = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    box.current?.style.setProperty('color', `var(--${ink})`);
    box.current?.style.setProperty('background', `var(--${ground})`);
  }, [ink, ground]);
  return (
    <p ref={box} className="gallery-swatch">
      {ink} on {ground} ({kind})
    </p>
  );
}

function Typing() {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  return (
    <div>
      <label className="field">
        Field
        <input ref={field} value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
      </label>
      <Keyboard into={field} kind="text" language="de" />
    </div>
  );
}
