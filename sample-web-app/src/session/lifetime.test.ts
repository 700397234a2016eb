import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutesAndSeconds } from './lifetime.ts';

test('what is left is said in minutes and seconds', () => {
  assert.equal(minutesAndSeconds(299_001, 'en'), '5 min 0 sec');
  assert.equal(minutesAndSeconds(61_000, 'ko'), '1분 1초');
  assert.equal(minutesAndSeconds(59_400, 'ko'), '1분 0초');
  assert.equal(minutesAndSeconds(1, 'en'), '1 sec');
  assert.equal(minutesAndSeconds(0, 'ko'), '0초');
});
