import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storageOrMemory } from '../session/storage.ts';
import { Drafts, EMPTY } from './draft.ts';

function memory(): Storage {
  return storageOrMemory(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
}

test('what was typed is there again, for the same person alone', () => {
  const storage = memory();
  new Drafts(storage).keep('person-1', { item: '대문 열쇠', quantity: '12' });
  assert.deepEqual(new Drafts(storage).of('person-1'), { item: '대문 열쇠', quantity: '12' });
  assert.deepEqual(new Drafts(storage).of('person-2'), EMPTY);
});

test('what was ordered is not', () => {
  const storage = memory();
  const drafts = new Drafts(storage);
  drafts.keep('person-1', { item: 'key', quantity: '1' });
  drafts.keep('person-1', EMPTY);
  assert.deepEqual(drafts.of('person-1'), EMPTY);
  assert.equal(storage.length, 0);
});

test('what somebody else left in the storage is no draft', () => {
  for (const text of ['', 'null', '[]', '{', '{"owner":"person-1","item":1,"quantity":"1"}']) {
    const storage = memory();
    storage.setItem('daemun.draft', text);
    assert.deepEqual(new Drafts(storage).of('person-1'), EMPTY);
  }
});

test('a full storage breaks nothing', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    },
  } as unknown as Storage;
  new Drafts(full).keep('person-1', { item: 'key', quantity: '1' });
});
