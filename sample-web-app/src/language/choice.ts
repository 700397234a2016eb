import { storageOrMemory } from '../session/storage.ts';
import { preferredLanguage, type Language } from './language.ts';

const KEY = 'daemun.language';

/** The choice of an earlier visit, or the browser's language. */
export function startLanguage(): Language {
  return preferredLanguage(storage().getItem(KEY), navigator.languages);
}

export function keepLanguage(language: Language): void {
  try {
    storage().setItem(KEY, language);
  } catch {
    // A full storage: the choice lasts as long as the page.
  }
}

function storage(): Storage {
  return storageOrMemory(() => localStorage);
}
