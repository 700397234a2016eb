import { useLanguage, useWords } from '../language/context.ts';
import type { Language } from '../language/language.ts';
import type { AccessToken } from './token.ts';

const TIMES = ['iat', 'exp', 'nbf', 'auth_time'];

/** Every claim of the access token, beside what it means. */
export function TokenClaims({ token }: { readonly token: AccessToken }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <details class="claims">
      <summary>{words.claims}</summary>
      <dl>
        {Object.entries(token.claims).map(([claim, value]) => (
          <div key={claim}>
            <dt>
              <code>{claim}</code>
              {words.meanings[claim] !== undefined && <span> {words.meanings[claim]}</span>}
            </dt>
            <dd>
              <bdi>{shown(claim, value, language)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function shown(claim: string, value: unknown, language: Language): string {
  if (TIMES.includes(claim) && typeof value === 'number') {
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(value * 1_000);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
