import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../../../electron/maintenance/people.ts';
import type { Role } from '../../../../electron/maintenance/roles.ts';
import { Keyboard } from '../../../components/Keyboard.tsx';
import { useMaintenance } from '../../page.ts';
import { Key } from '../../parts/Key.tsx';
import { Page, useRefusal } from '../../parts/Page.tsx';
import { AsOnDriversPage } from '../../parts/Typing.tsx';

const offered: readonly Role[] = ['technician', 'bookkeeper', 'administrator'];

/** Somebody new: a name and a role. */
export function InviteForm(props: { onInvited: (invitation: Invitation) => void; onCancel: () => void }) {
  const { onInvited, onCancel } = props;
  const { t } = useTranslation(['people', 'shell']);
  const { desk, language } = useMaintenance();
  const refusal = useRefusal();
  const field = useRef<HTMLInputElement>(null);
  const [role, setRole] = useState<Role>('technician');
  const [name, setName] = useState('');
  const [waiting, setWaiting] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => field.current?.focus(), []);

  async function invite(): Promise<void> {
    setWaiting(true);
    const answer = await desk.ask('people.invite', { name, role });
    setWaiting(false);
    if (answer.ok) onInvited(answer.value);
    else setRefused(answer.error.code);
  }
  return (
    <Page
      title={t('people:invite')}
      hint={t(`people:may.${role}`)}
      actions={<Key onPress={onCancel}>{t('shell:cancel')}</Key>}
    >
      <div className="form-row">
        <label className="field">
          <span>{t('people:name')}</span>
          <input
            ref={field}
            value={name}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <Key tone="primary" disabled={name.trim() === ''} waiting={waiting} onPress={() => void invite()}>
          {t('people:create')}
        </Key>
      </div>
      <fieldset className="choice" aria-label={t('people:role')}>
        {offered.map((one) => (
          <Key key={one} current={one === role} onPress={() => setRole(one)}>
            {t(`shell:role.${one}`)}
          </Key>
        ))}
      </fieldset>
      {refused && (
        <p className="strip" data-tone="attention" role="alert">
          {refused === 'nameTaken' ? t('people:trouble.nameTaken') : refusal(refused)}
        </p>
      )}
      <AsOnDriversPage>
        <Keyboard into={field} kind="text" language={language} />
      </AsOnDriversPage>
    </Page>
  );
}
