import { storageOrMemory } from '../session/storage.ts';

/** What somebody has typed and not ordered yet. */
export interface Draft {
  readonly item: string;
  readonly quantity: string;
}

export const EMPTY: Draft = { item: '', quantity: '1' };

/** Keeps it in this tab over a reload and a new sign-in, for the same person alone. */
export class Drafts {
  readonly #storage: Storage;

  constructor(storage: Storage = storageOrMemory(() => sessionStorage)) {
    this.#storage = storage;
  }

  of(subject: string): Draft {
    try {
      const { item, quantity, owner } = JSON.parse(this.#storage.getItem(KEY) ?? '{}') as Record<string, unknown>;
      return owner === subject && typeof item === 'string' && typeof quantity === 'string' ? { item, quantity } : EMPTY;
    } catch {
      return EMPTY;
    }
  }

  keep(subject: string, draft: Draft): void {
    try {
      if (draft.item === EMPTY.item && draft.quantity === EMPTY.quantity) {
        this.#storage.removeItem(KEY);
      } else {
        this.#storage.setItem(KEY, JSON.stringify({ ...draft, owner: subject }));
      }
    } catch {
      // A full storage: it lasts as long as the form.
    }
  }
}

const KEY = 'daemun.draft';
