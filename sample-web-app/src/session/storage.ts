/** The browser's own storage, or where it is refused one that lasts as long as the page. */
export function storageOrMemory(browsers: () => Storage): Storage {
  try {
    const storage = browsers();
    // Some browsers hand it out and refuse every use of it.
    storage.getItem('daemun');
    return storage;
  } catch {
    return new MemoryStorage();
  }
}

/** Whether something can be kept in it until the page comes back. */
export function isKept(storage: Storage): boolean {
  if (storage instanceof MemoryStorage) {
    return false;
  }
  try {
    storage.setItem(PROBE, 'x'.repeat(PROBE_LENGTH));
    return true;
  } catch {
    return false;
  } finally {
    try {
      storage.removeItem(PROBE);
    } catch {
      // It was refused before.
    }
  }
}

const PROBE = 'daemun.probe';
/** More than the state of one sign-in. */
const PROBE_LENGTH = 2_048;

class MemoryStorage implements Storage {
  readonly #entries = new Map<string, string>();

  get length(): number {
    return this.#entries.size;
  }

  key(index: number): string | null {
    return [...this.#entries.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#entries.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#entries.set(key, value);
  }

  removeItem(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
