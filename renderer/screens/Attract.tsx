import { useTranslation } from 'react-i18next';
import { ConnectorButton } from '../components/ConnectorButton.tsx';
import { Notice } from '../components/Notice.tsx';
import { Screen } from '../components/Screen.tsx';
import type { ScreenProps } from '../page.ts';

export function AttractScreen({ view }: ScreenProps<'attract'>) {
  const { t } = useTranslation('attract');
  return (
    <Screen name="attract" title={t('title')} hint={t('hint')}>
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
