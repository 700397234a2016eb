import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { WORDS, type Language } from './language.ts';
import type { Words } from './en.ts';

export const LanguageContext = createContext<Language>('en');

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

export function useWords(): Words {
  return WORDS[useLanguage()];
}
