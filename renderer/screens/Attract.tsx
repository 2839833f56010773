import { useTranslation } from 'react-i18next';
import { ConnectorButton } from '../components/ConnectorButton.tsx';
import { Notice } from '../components/Notice.tsx';
import { Screen } from '../components/Screen.tsx';
import { TouchButton } from '../components/TouchButton.tsx';
import type { ScreenProps } from '../page.ts';

export function AttractScreen({ view }: ScreenProps<'attract'>) {
  const { t } = useTranslation('attract');
  const { t: find } = useTranslation('find');
  return (
    <Screen
      name="attract"
      title={t('title')}
      hint={t('hint')}
      actions={<TouchButton intent={{ type: 'OPEN_FIND' }}>{find('open')}</TouchButton>}
    >
      {view.terminal === 'down' && <Notice tone="attention">{t('terminalDown')}</Notice>}
      {view.terminal === 'connecting' && <Notice tone="plain">{t('terminalConnecting')}</Notice>}
      <div className="connectors" data-count={view.connectors.length}>
        {view.connectors.map((tile) => (
          <ConnectorButton key={tile.connectorId} tile={tile} />
        ))}
      </div>
    </Screen>
  );
}
