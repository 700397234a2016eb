import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKept, storageOrMemory } from './storage.ts';

const SECURITY = new DOMException('The operation is insecure.', 'SecurityError');
const QUOTA = new DOMException('The quota has been exceeded.', 'QuotaExceededError');

function refuse(error: Error): () => never {
  return () => {
    throw error;
  };
}

test('a browser that refuses its storage leaves the page one of its own, which keeps nothing', () => {
  for (const browsers of [
    refuse(SECURITY),
    () => ({ getItem: refuse(SECURITY) }) as unknown as Storage,
    () => null as unknown as Storage,
  ]) {
    const storage = storageOrMemory(browsers);
    storage.setItem('a', 'b');
    assert.equal(storage.getItem('a'), 'b');
    assert.equal(storage.length, 1);
    assert.equal(isKept(storage), false);
  }
});

test('a full storage keeps nothing either', () => {
  const full = { getItem: () => null, setItem: refuse(QUOTA), removeItem: () => {} } as unknown as Storage;
  assert.equal(isKept(storageOrMemory(() => full)), false);
});

test('another one keeps what it is given, and nothing of the question', () => {
  const entries = new Map<string, string>();
  const storage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  } as unknown as Storage;
  assert.equal(isKept(storageOrMemory(() => storage)), true);
  assert.equal(entries.size, 0);
});
