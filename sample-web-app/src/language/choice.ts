import { preferredLanguage, type Language } from './language.ts';

const KEY = 'daemun.language';

/** The choice of an earlier visit, or the browser's language. */
export function startLanguage(): Language {
  return preferredLanguage(storage()?.getItem(KEY) ?? null, navigator.languages);
}

export function keepLanguage(language: Language): void {
  storage()?.setItem(KEY, language);
}

/** A browser may refuse it; then the choice lasts as long as the page. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
