import mark from '../images/mark.svg';
import { useWords } from '../language/context.ts';
import { LANGUAGES, WORDS, type Language } from '../language/language.ts';

interface Props {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  /** Undefined while nobody is signed in. */
  readonly onSignOut: (() => void) | undefined;
}

export function Header({ language, onLanguage, onSignOut }: Props) {
  const words = useWords();
  return (
    <header class="site-header">
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <p class="brand">
        <img src={mark} alt="" width="32" height="32" />
        <span>{words.title}</span>
      </p>
      <div class="buttons">
        {LANGUAGES.filter((other) => other !== language).map((other) => (
          <button type="button" class="plain small" key={other} lang={other} onClick={() => onLanguage(other)}>
            {WORDS[other].languageName}
          </button>
        ))}
        {onSignOut !== undefined && (
          <button type="button" class="primary small" onClick={onSignOut}>
            {words.signOut}
          </button>
        )}
      </div>
    </header>
  );
}
