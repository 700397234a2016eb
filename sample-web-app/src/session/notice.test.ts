import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WORDS } from '../language/language.ts';
import { sentences } from './notice.ts';

for (const words of [WORDS.ko, WORDS.en]) {
  for (const reason of ['disabled', 'deleted', 'client-deleted', 'realm-deleted']) {
    test(`nobody is asked to sign in again who can't: ${reason} (${words.languageName})`, () => {
      assert.deepEqual(sentences({ kind: 'session-over', reason }, words), [words.reason(reason), words.askForHelp]);
    });
  }

  for (const reason of ['signed-out', 'session-ended', 'password-changed', 'role-revoked', 'of-tomorrow']) {
    test(`who can is asked to: ${reason} (${words.languageName})`, () => {
      assert.deepEqual(sentences({ kind: 'session-over', reason }, words), [words.reason(reason), words.signInAgain]);
    });
  }

  test(`also where nobody knows why (${words.languageName})`, () => {
    assert.deepEqual(sentences({ kind: 'session-over', reason: undefined }, words), [words.sessionOver, words.signInAgain]);
  });
}
