import { useTranslation } from 'react-i18next';
import { ConnectorButton } from '../components/ConnectorButton.tsx';
import { Screen } from '../components/Screen.tsx';
import { Plug } from '../drawings/Plug.tsx';
import type { ScreenProps } from '../page.ts';

/** Somebody works at the station, or it begins anew: a driver who comes reads that, one whose charge has begun finds it. */
export function LookedAfterScreen({ screen, view }: ScreenProps<'lookedAfter'>) {
  const { t } = useTranslation('outOfService');
  const begun = view.connectors.filter(({ status }) => ['busy', 'charging', 'finished', 'receipt'].includes(status));
  return (
    <Screen
      name={`${begun.length > 0 ? 'attract' : 'unavailable'} looked-after`}
      title={t(`lookedAfter.title.${screen.why}`)}
      hint={t(`lookedAfter.hint.${screen.why}`)}
    >
      {begun.length === 0 && <Plug type={view.connectors[0]?.connectorType ?? 'CCS2'} />}
      {begun.length > 0 && (
        <>
          <p>{t('lookedAfter.running')}</p>
          <div className="connectors" data-count={begun.length}>
            {begun.map((tile) => (
              <ConnectorButton key={tile.connectorId} tile={tile} />
            ))}
          </div>
        </>
      )}
    </Screen>
  );
}
