import { useState } from 'preact/hooks';
import google from '../images/google.svg';
import kakao from '../images/kakao.svg';
import { useLanguage, useWords } from '../language/context.ts';
import { useSession } from './context.ts';

export function SignIn() {
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
        <button type="button" class="kakao" disabled={leaving} onClick={() => leave('kakao')}>
          <img src={kakao} alt="" width="20" height="20" />
          {words.withKakao}
        </button>
        <button type="button" class="google" disabled={leaving} onClick={() => leave('google')}>
          <img src={google} alt="" width="20" height="20" />
          {words.withGoogle}
        </button>
        <p class="or">
          <span>{words.or}</span>
        </p>
        <button type="button" class="plain" disabled={leaving} onClick={() => leave()}>
          {words.withPassword}
        </button>
      </div>
      <p class="note">{words.signInNote}</p>
    </section>
  );
}
