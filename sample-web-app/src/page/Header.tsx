import mark from '../images/mark.svg';
import { useWords } from '../language/context.ts';
import { LANGUAGES, WORDS, type Language } from '../language/language.ts';

interface Props {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

export function Header({ language, onLanguage }: Props) {
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
      <div class="languages" role="group" aria-label={words.language}>
        {LANGUAGES.map((each) => (
          <button type="button" key={each} lang={each} aria-pressed={each === language} onClick={() => onLanguage(each)}>
            {WORDS[each].languageName}
          </button>
        ))}
      </div>
    </header>
  );
}
