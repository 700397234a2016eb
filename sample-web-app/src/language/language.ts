import { en } from './en.ts';
import { ko } from './ko.ts';

export type Language = 'ko' | 'en';

export const LANGUAGES: readonly Language[] = ['ko', 'en'];

export const WORDS = { ko, en } as const;

/** The first of the browser's languages that the page speaks. */
export function preferredLanguage(chosen: string | null, ofBrowser: readonly string[]): Language {
  const wanted = [chosen ?? '', ...ofBrowser].map((tag) => tag.toLowerCase().split('-', 1)[0]);
  return LANGUAGES.find((language) => language === wanted.find((tag) => tag === 'ko' || tag === 'en')) ?? 'en';
}
