import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Arrow } from '../drawings/marks.tsx';

/** One place of the help sheet: the way back, what it is about, and what can be done in its lower part. */
export function Page(props: {
  title: string;
  /** In the title's place, where that is only said. */
  field?: ReactNode;
  onBack?: (() => void) | undefined;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, field, onBack, actions, children } = props;
  const { t } = useTranslation();
  return (
    <section className="help-page" aria-label={title}>
      <header>
        {onBack && (
          <Button className="touch back" aria-label={t('back')} onPress={onBack}>
            <Arrow />
          </Button>
        )}
        <h3 className={field ? 'spoken' : undefined}>{title}</h3>
        {field}
      </header>
      {children}
      {actions && <footer className="actions">{actions}</footer>}
    </section>
  );
}
