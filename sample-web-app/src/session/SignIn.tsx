import { useState } from 'preact/hooks';
import apple from '../images/apple.svg';
import google from '../images/google.svg';
import kakao from '../images/kakao.svg';
import naver from '../images/naver.svg';
import { useLanguage, useWords } from '../language/context.ts';
import { useSession } from './context.ts';

interface Props {
  /** Those that the realm offers; undefined where nobody knows, and the sign-in page will show. */
  readonly providers: readonly string[] | undefined;
}

export function SignIn({ providers }: Props) {
  const words = useWords();
  const known: readonly (readonly [alias: string, logo: string, label: string])[] = [
    ['kakao', kakao, words.withKakao],
    ['naver', naver, words.withNaver],
    ['google', google, words.withGoogle],
    ['apple', apple, words.withApple],
  ];
  const offered = known.filter(([alias]) => providers === undefined || providers.includes(alias));
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
        {offered.map(([alias, logo, label]) => (
          <button key={alias} type="button" class={alias} disabled={leaving} onClick={() => leave(alias)}>
            <img src={logo} alt="" width="20" height="20" />
            {label}
          </button>
        ))}
        {offered.length > 0 && (
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
