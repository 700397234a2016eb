import { useEffect, useState } from 'preact/hooks';
import type { Config } from '../config.ts';
import { LanguageContext, useWords } from '../language/context.ts';
import { WORDS, type Language } from '../language/language.ts';
import { keepLanguage, startLanguage } from '../language/choice.ts';
import { OrderDesk } from '../orders/OrderDesk.tsx';
import type { Orders } from '../orders/orders.ts';
import { Profile } from '../profile/Profile.tsx';
import { Access } from '../session/Access.tsx';
import { SessionProvider, useSession } from '../session/context.ts';
import { NoticeBanner } from '../session/NoticeBanner.tsx';
import type { Session } from '../session/session.ts';
import { SignIn } from '../session/SignIn.tsx';
import { Header } from './Header.tsx';

/** What the page works with; without it, it can only say so. */
export interface Parts {
  readonly config: Config;
  readonly session: Session;
  readonly orders: Orders;
}

export function App({ parts }: { readonly parts: Parts | undefined }) {
  const [language, setLanguage] = useState<Language>(startLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${WORDS[language].title} · ${WORDS[language].tagline}`;
  }, [language]);

  function choose(chosen: Language) {
    keepLanguage(chosen);
    setLanguage(chosen);
  }

  return (
    <LanguageContext.Provider value={language}>
      {parts === undefined ? (
        <>
          <Header language={language} onLanguage={choose} onSignOut={undefined} />
          <main id="content">
            <Broken />
          </main>
        </>
      ) : (
        <SessionProvider value={parts.session}>
          <Gate parts={parts} language={language} onLanguage={choose} />
        </SessionProvider>
      )}
    </LanguageContext.Provider>
  );
}

interface GateProps {
  readonly parts: Parts;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

function Gate({ parts, language, onLanguage }: GateProps) {
  const session = useSession();
  const isInside = session.state.kind === 'signed-in';
  return (
    <>
      <Header
        language={language}
        onLanguage={onLanguage}
        onSignOut={isInside ? () => void session.signOut() : undefined}
      />
      <main id="content" tabIndex={-1}>
        <NoticeBanner
          notice={session.notice}
          accountPage={`${parts.config.issuer}/account/`}
          onDismiss={() => session.dismissNotice()}
        />
        <Inside session={session} orders={parts.orders} providers={parts.config.providers} />
      </main>
    </>
  );
}

interface InsideProps {
  readonly session: Session;
  readonly orders: Orders;
  readonly providers: readonly string[] | undefined;
}

function Inside({ session, orders, providers }: InsideProps) {
  const words = useWords();
  const { state } = session;
  switch (state.kind) {
    case 'looking':
      return (
        <p class="waiting" role="status">
          {words.looking}
        </p>
      );
    case 'leaving':
      return (
        <p class="waiting" role="status">
          {words.leaving}
        </p>
      );
    case 'signed-out':
      return <SignIn providers={providers} />;
    case 'signed-in':
      return (
        <div class="inside">
          <h1 class="unseen">{words.title}</h1>
          <div class="work">
            <OrderDesk orders={orders} subject={String(state.person['sub'])} roles={state.token.roles} />
          </div>
          <div class="about">
            <Profile person={state.person} token={state.token} />
            <Access token={state.token} />
          </div>
        </div>
      );
  }
}

function Broken() {
  const words = useWords();
  return (
    <section class="card welcome" role="alert">
      <h1>{words.brokenTitle}</h1>
      <p>{words.brokenText}</p>
    </section>
  );
}
