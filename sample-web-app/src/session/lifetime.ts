import type { Language } from '../language/language.ts';

export function minutesAndSeconds(milliseconds: number, language: Language): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  const unit = (value: number, name: 'minute' | 'second') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? unit(seconds, 'second') : `${unit(minutes, 'minute')} ${unit(seconds % 60, 'second')}`;
}
