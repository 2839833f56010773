import { useTranslation } from 'react-i18next';
import type { FindView } from '../../machines/findView.ts';
import { FindNumber } from '../components/FindNumber.tsx';
import { HandedOver } from '../components/HandedOver.tsx';
import { Notice } from '../components/Notice.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import { WaysOut } from '../components/WaysOut.tsx';
import { Arrow, CardMark, ReceiptMark } from '../drawings/marks.tsx';
import { Reader } from '../drawings/Reader.tsx';
import { type ScreenProps, usePage } from '../page.ts';

type Step<S extends FindView['step']> = ScreenProps<'find'> & { readonly screen: Extract<FindView, { step: S }> };

/** An earlier receipt: which way to look for it, the search, and what was found. */
export function FindScreen({ screen, view }: ScreenProps<'find'>) {
  switch (screen.step) {
    case 'choose':
      return <Choose screen={screen} view={view} />;
    case 'card':
      return <ByCard screen={screen} view={view} />;
    case 'number':
      return <FindNumber screen={screen} view={view} />;
    case 'list':
      return <Listed screen={screen} view={view} />;
    case 'receipt':
      return <Found screen={screen} view={view} />;
  }
}

function Choose({ screen, view }: Step<'choose'>) {
  const { t } = useTranslation('find');
  const { t: common } = useTranslation();
  const away = view.terminal === 'down';
  return (
    <Screen
      name="find"
      title={t('title')}
      hint={t('hint')}
      actions={<TouchButton intent={{ type: 'BACK' }}>{common('back')}</TouchButton>}
    >
      {screen.trouble && <Notice tone="attention">{t(`trouble.${screen.trouble}`)}</Notice>}
      <div className="ways">
        <TouchButton tone="tile" className="way" intent={{ type: 'FIND_BY_CARD' }} disabled={away}>
          <CardMark />
          <strong>{t('byCard')}</strong>
          <span>{away ? t('trouble.readerAway') : t('byCardHint')}</span>
        </TouchButton>
        <TouchButton tone="tile" className="way" intent={{ type: 'FIND_BY_NUMBER' }}>
          <ReceiptMark />
          <strong>{t('byNumber')}</strong>
          <span>{t('byNumberHint')}</span>
        </TouchButton>
      </div>
    </Screen>
  );
}

function ByCard({ screen }: Step<'card'>) {
  const { t } = useTranslation('find');
  const { t: common } = useTranslation();
  const { t: present } = useTranslation('present');
  const { prompt } = screen;
  const ownWords = prompt === 'presentCard' || prompt === 'wait';
  return (
    <Screen
      name="present"
      title={ownWords ? t('present') : present(`prompt.${prompt}`)}
      hint={prompt === 'waitingForTurn' ? present('hint.waitingForTurn') : t('noMoney')}
      live
      actions={<TouchButton intent={{ type: 'FIND_BACK' }}>{common('cancel')}</TouchButton>}
    >
      <Reader prompt={prompt} />
    </Screen>
  );
}

function Listed({ screen }: Step<'list'>) {
  const { t } = useTranslation('find');
  const { t: common } = useTranslation();
  const { format } = usePage();
  return (
    <Screen
      name="find"
      title={t('listTitle')}
      actions={<TouchButton intent={{ type: 'FIND_BACK' }}>{common('back')}</TouchButton>}
    >
      <ol className="found">
        {screen.receipts.map(({ sessionId, receiptNumber, endedAtMs, energyWh, total }) => (
          <li key={sessionId}>
            <TouchButton tone="tile" className="way" intent={{ type: 'FIND_CHOOSE', sessionId }}>
              <strong>{format.dateTime(endedAtMs)}</strong>
              <span className="found-number">{receiptNumber}</span>
              <span className="found-energy">{format.energy(energyWh)}</span>
              <strong>{format.money(total)}</strong>
              <Arrow />
            </TouchButton>
          </li>
        ))}
      </ol>
    </Screen>
  );
}

function Found({ screen, view }: Step<'receipt'>) {
  const { t } = useTranslation('find');
  const { t: common } = useTranslation();
  return (
    <Screen
      name="receipt"
      title={t('found')}
      actions={
        <>
          {screen.several && (
            <TouchButton className="back" label={common('back')} intent={{ type: 'FIND_BACK' }}>
              <Arrow />
            </TouchButton>
          )}
          <WaysOut view={view} shown={screen} until={null} />
          <TouchButton tone="primary" intent={{ type: 'BACK' }}>
            {common('done')}
          </TouchButton>
        </>
      }
    >
      <HandedOver shown={screen} station={view.station} />
    </Screen>
  );
}
