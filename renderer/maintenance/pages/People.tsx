import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation, PersonView } from '../../../electron/maintenance/people.ts';
import { useLook, useMaintenance, usePerson } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { Looking, Page, useRefusal } from '../parts/Page.tsx';
import { InvitationCard } from './people/InvitationCard.tsx';
import { InviteForm } from './people/InviteForm.tsx';

type Wish = { readonly what: 'again' | 'remove'; readonly whom: PersonView };

/** Who may sign in: for administrators. */
export default function People() {
  const { t } = useTranslation(['people', 'shell']);
  const { desk } = useMaintenance();
  const me = usePerson();
  const refusal = useRefusal();
  const { value, trouble, again } = useLook('people.list', undefined);
  const [inviting, setInviting] = useState(false);
  const [wish, setWish] = useState<Wish | null>(null);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [refused, setRefused] = useState<string | null>(null);

  async function carryOut({ what, whom }: Wish): Promise<void> {
    setWish(null);
    const { number } = whom;
    const answer =
      what === 'again' ? await desk.ask('people.inviteAgain', { number }) : await desk.ask('people.remove', { number });
    if (!answer.ok) setRefused(answer.error.code);
    else if (answer.value) setInvitation(answer.value);
    again();
  }

  if (invitation) return <InvitationCard invitation={invitation} onDone={() => setInvitation(null)} />;
  if (inviting)
    return (
      <InviteForm
        onInvited={(made) => {
          setInviting(false);
          setInvitation(made);
          again();
        }}
        onCancel={() => setInviting(false)}
      />
    );
  const invite = (
    <Key tone="primary" onPress={() => setInviting(true)}>
      {t('people:invite')}
    </Key>
  );
  return (
    <Page title={t('shell:pages.people')} hint={t('people:hint')} actions={invite}>
      {refused && (
        <p className="strip" data-tone="attention" role="alert">
          {refused === 'nobody' || refused === 'yourself' ? t(`people:trouble.${refused}`) : refusal(refused)}
        </p>
      )}
      {!value ? (
        <Looking trouble={trouble} again={again} />
      ) : (
        <ul className="cards">
          {value.map((person) => (
            <li key={person.number} className="card">
              <div className="card-words">
                <h2>
                  {person.name}
                  {person.number === me.number && <span className="chip">{t('people:you')}</span>}
                </h2>
                <p>
                  {t(`shell:role.${person.role}`)} · {t('people:number', { number: person.number })}
                </p>
                <p className="soft">
                  {t(`people:state.${person.state}`)}
                  {person.state === 'active' && ` · ${t('people:recoveryLeft', { count: person.recoveryCodesLeft })}`}
                </p>
              </div>
              {person.number === me.number ? null : wish?.whom.number === person.number ? (
                <Confirm wish={wish} onYes={() => void carryOut(wish)} onNo={() => setWish(null)} />
              ) : (
                <div className="card-keys">
                  <Key onPress={() => setWish({ what: 'again', whom: person })}>{t('people:again')}</Key>
                  <Key onPress={() => setWish({ what: 'remove', whom: person })}>{t('people:remove')}</Key>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function Confirm({ wish, onYes, onNo }: { wish: Wish; onYes: () => void; onNo: () => void }) {
  const { t } = useTranslation(['people', 'shell']);
  const name = wish.whom.name;
  return (
    <div className="card-keys" role="alert">
      <p>{wish.what === 'again' ? t('people:confirmAgain', { name }) : t('people:confirmRemove', { name })}</p>
      <Key onPress={onNo}>{t('shell:cancel')}</Key>
      <Key tone="stop" onPress={onYes}>
        {wish.what === 'again' ? t('people:again') : t('people:remove')}
      </Key>
    </div>
  );
}
