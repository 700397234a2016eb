import { useState } from 'preact/hooks';
import google from '../images/google.svg';
import kakao from '../images/kakao.svg';
import { useLanguage, useWords } from '../language/context.ts';
import { useSession } from './context.ts';

interface Props {
  /** Those that the realm offers; undefined where nobody knows, and the sign-in page will show. */
  readonly providers: readonly string[] | undefined;
}

export function SignIn({ providers }: Props) {
  const offers = (alias: string) => providers === undefined || providers.includes(alias);
  const words = useWords();
  const language = useLanguage();
  const session = useSession();
  const [leaving, setLeaving] = useState(false);

  async function leave(provider?: string) {
    setLeaving(true);
    await session.signIn(language, provider);
    setLeaving(false);
  }

  return (
    <section class="card welcome" aria-labelledby="welcome">
      <h1 id="welcome">{words.welcomeTitle}</h1>
      <p>{words.welcomeText}</p>
      <div class="sign-in">
        {offers('kakao') && (
          <button type="button" class="kakao" disabled={leaving} onClick={() => leave('kakao')}>
            <img src={kakao} alt="" width="20" height="20" />
            {words.withKakao}
          </button>
        )}
        {offers('google') && (
          <button type="button" class="google" disabled={leaving} onClick={() => leave('google')}>
            <img src={google} alt="" width="20" height="20" />
            {words.withGoogle}
          </button>
        )}
        {(offers('kakao') || offers('google')) && (
          <p class="or">
            <span>{words.or}</span>
          </p>
        )}
        <button type="button" class="plain" disabled={leaving} onClick={() => leave()}>
          {words.withPassword}
        </button>
      </div>
      <p class="note">{words.signInNote}</p>
    </section>
  );
}
