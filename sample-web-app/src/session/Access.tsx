import { useEffect, useState } from 'preact/hooks';
import { useLanguage, useWords } from '../language/context.ts';
import { useSession } from './context.ts';
import { minutesAndSeconds } from './lifetime.ts';
import { TokenClaims } from './TokenClaims.tsx';
import type { AccessToken } from './token.ts';

/** How long the access token still lives, and what it says. */
export function Access({ token }: { readonly token: AccessToken }) {
  const words = useWords();
  const language = useLanguage();
  const session = useSession();
  const [now, setNow] = useState(Date.now());
  const [renewed, setRenewed] = useState<AccessToken>();
  useEffect(() => {
    setNow(Date.now());
    const clock = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(clock);
  }, [token]);

  async function renew() {
    setRenewed(undefined);
    const fresh = await session.renew().catch(() => undefined);
    setRenewed(fresh === token ? undefined : fresh);
  }

  const left = Math.max(0, token.expiresAt - now);
  return (
    <section class="card" aria-labelledby="access">
      <h2 id="access">{words.access}</h2>
      <p>
        {words.expiresIn} <strong data-token-left>{minutesAndSeconds(left, language)}</strong>
      </p>
      <progress max={token.expiresAt - token.receivedAt} value={left} aria-label={words.lifetime} />
      <div class="buttons">
        <button type="button" class="plain" onClick={renew}>
          {words.renew}
        </button>
        <span role="status" class="said">
          {renewed === token && words.renewed}
        </span>
      </div>
      <TokenClaims token={token} />
    </section>
  );
}
