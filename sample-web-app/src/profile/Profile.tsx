import { useState } from 'preact/hooks';
import { useWords } from '../language/context.ts';
import { Confirm } from '../page/Confirm.tsx';
import { useSession } from '../session/context.ts';
import type { AccessToken, Claims } from '../session/token.ts';
import { personOf } from './person.ts';

/** Who is signed in, how, with which rights; and the way out of every session. */
export function Profile({ person, token }: { readonly person: Claims; readonly token: AccessToken }) {
  const words = useWords();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const { name, email, emailIsVerified } = personOf(person);
  const idp = token.claims['idp'];
  const yesNo = (claim: unknown) => (claim === true ? words.yes : claim === false ? words.no : words.unknown);

  return (
    <section class="card" aria-labelledby="profile">
      <h2 id="profile">{words.profile}</h2>
      <dl class="facts">
        <div>
          <dt>{words.name}</dt>
          <dd data-name>{name === undefined ? words.noName : <bdi>{name}</bdi>}</dd>
        </div>
        <div>
          <dt>{words.email}</dt>
          <dd>
            {email === undefined ? words.noEmail : <bdi>{email}</bdi>}{' '}
            {email !== undefined && (
              <span class={`tag ${emailIsVerified ? 'good' : ''}`}>
                {emailIsVerified ? words.verified : words.notVerified}
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.signedInWith}</dt>
          <dd data-idp={idp}>{typeof idp === 'string' ? words.provider(idp) : words.unknown}</dd>
        </div>
        <div>
          <dt>{words.roles}</dt>
          <dd class="tags" data-roles={token.roles.join(' ')}>
            {token.roles.length === 0
              ? words.noRoles
              : token.roles.map((role) => (
                  <span class="tag" key={role}>
                    <bdi>{words.role(role)}</bdi>
                  </span>
                ))}
          </dd>
        </div>
        <div>
          <dt>{words.over14}</dt>
          <dd>{yesNo(token.claims['age_over_14'])}</dd>
        </div>
        <div>
          <dt>{words.over19}</dt>
          <dd>{yesNo(token.claims['age_over_19'])}</dd>
        </div>
      </dl>
      <div class="buttons">
        <button type="button" class="plain" onClick={() => setAsking(true)}>
          {words.signOutEverywhere}
        </button>
      </div>
      {asking && (
        <Confirm
          title={words.signOutEverywhereTitle}
          yes={words.signOutEverywhere}
          no={words.cancel}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) {
              void session.signOutEverywhere();
            }
          }}
        >
          <p>{words.signOutEverywhereText}</p>
        </Confirm>
      )}
    </section>
  );
}
