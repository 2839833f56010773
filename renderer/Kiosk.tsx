import { lazy, type PointerEvent, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskView, ScreenView } from '../machines/view.ts';
import { AbsentSheet } from './components/AbsentSheet.tsx';
import { AccessSheet } from './components/AccessSheet.tsx';
import { CanWaitLonger } from './components/Countdown.tsx';
import { LanguageSheet } from './components/LanguageSheet.tsx';
import { PumpFace } from './components/PumpFace.tsx';
import { Tools } from './components/Tools.tsx';
import { useDress } from './dress.ts';
import { HelpSheet } from './help/HelpSheet.tsx';
import { usePage } from './page.ts';
import { AttractScreen } from './screens/Attract.tsx';
import { ChargingScreen } from './screens/Charging.tsx';
import { DeclinedScreen } from './screens/Declined.tsx';
import { FindScreen } from './screens/Find.tsx';
import { LookedAfterScreen } from './screens/LookedAfter.tsx';
import { OutOfServiceScreen } from './screens/OutOfService.tsx';
import { PlugScreen } from './screens/Plug.tsx';
import { PresentScreen } from './screens/Present.tsx';
import { PriceScreen } from './screens/Price.tsx';
import { ReceiptScreen } from './screens/Receipt.tsx';
import { ReleasedScreen } from './screens/Released.tsx';
import { Resting } from './screens/Resting.tsx';
import { SecondFactorScreen } from './screens/SecondFactor.tsx';
import { UnavailableScreen } from './screens/Unavailable.tsx';
import { onlyFirstContact } from './steadyTouch.ts';
import { useKeys } from './tactile/useKeys.ts';
import { unreachable } from './unreachable.ts';
import { useSpared } from './useSpared.ts';

const TOUCH_EVERY_MS = 3_000;
/** Of the glass's width and height. */
const CORNER = 0.12;
let lastTouchMs = Number.NEGATIVE_INFINITY;

const Speaker = lazy(() => import('./speech/Speaker.tsx'));

/** The whole page for one view: the pump on one side, the conversation on the other, the tools in their corner. */
export function Kiosk({ view }: { view: KioskView }) {
  const { t } = useTranslation();
  const { send, nowMs } = usePage();
  // Any touch, and anything typed, shows that somebody is there: heard before a button keeps it to itself.
  const touched = useCallback(() => {
    if (performance.now() - lastTouchMs < TOUCH_EVERY_MS) return;
    lastTouchMs = performance.now();
    void send({ type: 'TOUCH' });
  }, [send]);
  // Only the upper corners, where nothing is to be pressed: for staff, who are asked elsewhere who they are.
  const pressed = ({ clientX, clientY }: PointerEvent) => {
    if (clientY > innerHeight * CORNER) return;
    if (clientX < innerWidth * CORNER) void send({ type: 'CORNER', corner: 'left' });
    else if (clientX > innerWidth * (1 - CORNER)) void send({ type: 'CORNER', corner: 'right' });
  };
  const { screen } = view;
  useDress(view);
  useKeys(view, touched);
  useSpared(nowMs);
  const dim = view.panel.brightnessPercent < 100 && (
    <div className="dim" style={{ opacity: 1 - view.panel.brightnessPercent / 100 }} />
  );
  const ribbon = view.station.simulated && <aside className="simulated">{t('simulated')}</aside>;
  if (view.panel.resting && screen.name === 'attract')
    return (
      <>
        <Resting view={view} />
        {ribbon}
        {dim}
      </>
    );
  return (
    <div
      className="kiosk"
      data-large-text={view.largeText}
      data-screen={screen.name}
      onPointerDownCapture={(event) => {
        onlyFirstContact(event);
        touched();
      }}
      onPointerDown={pressed}
      onInput={touched}
    >
      {view.access.speech.on && (
        <Suspense fallback={null}>
          <Speaker view={view} />
        </Suspense>
      )}
      <PumpFace view={view} />
      <CanWaitLonger value={view.canWaitLonger}>
        <CurrentScreen key={placeOf(screen)} view={view} />
      </CanWaitLonger>
      <Tools languages={view.languages} language={view.language} />
      {ribbon}
      {view.accessOpen && <AccessSheet view={view} />}
      {view.help && <HelpSheet view={view} help={view.help} />}
      {view.languagesOpen && <LanguageSheet languages={view.languages} language={view.language} />}
      {view.absentBy !== null && <AbsentSheet until={view.absentBy} charging={screen.name === 'charging'} />}
      {dim}
    </div>
  );
}

/** Another place is drawn anew: nothing typed at one stays for the next. */
function placeOf(screen: ScreenView): string {
  if (screen.name === 'find') return `find ${screen.step}`;
  return 'connectorId' in screen ? `${screen.name} ${screen.connectorId}` : screen.name;
}

function CurrentScreen({ view }: { view: KioskView }) {
  const { screen } = view;
  switch (screen.name) {
    case 'attract':
      return <AttractScreen screen={screen} view={view} />;
    case 'find':
      return <FindScreen screen={screen} view={view} />;
    case 'price':
      return <PriceScreen screen={screen} view={view} />;
    case 'present':
      return <PresentScreen screen={screen} view={view} />;
    case 'secondFactor':
      return <SecondFactorScreen screen={screen} view={view} />;
    case 'declined':
      return <DeclinedScreen screen={screen} view={view} />;
    case 'plug':
      return <PlugScreen screen={screen} view={view} />;
    case 'charging':
      return <ChargingScreen screen={screen} view={view} />;
    case 'receipt':
      return <ReceiptScreen screen={screen} view={view} />;
    case 'released':
      return <ReleasedScreen screen={screen} view={view} />;
    case 'unavailable':
      return <UnavailableScreen screen={screen} view={view} />;
    case 'lookedAfter':
      return <LookedAfterScreen screen={screen} view={view} />;
    case 'outOfService':
      return <OutOfServiceScreen screen={screen} view={view} />;
    default:
      return unreachable(screen);
  }
}
