import assert from 'node:assert/strict';
import { test } from 'node:test';
import { personOf } from './person.ts';

test('a Korean name is written as Korean names are', () => {
  assert.equal(personOf({ name: '길동 홍', given_name: '길동', family_name: '홍' }).name, '홍길동');
  assert.equal(personOf({ name: 'Gildong Hong', given_name: 'Gildong', family_name: 'Hong' }).name, 'Gildong Hong');
});

test('a person without a name has the best that is there', () => {
  assert.equal(personOf({ preferred_username: 'kakao_1' }).name, 'kakao_1');
  assert.equal(personOf({ given_name: 'Mina', preferred_username: 'kakao_1' }).name, 'Mina');
  assert.equal(personOf({ name: ' ' }).name, undefined);
});

test('an address is verified only where the issuer says just that', () => {
  assert.equal(personOf({ email: 'a@example.com', email_verified: true }).emailIsVerified, true);
  assert.equal(personOf({ email: 'a@example.com', email_verified: 'true' }).emailIsVerified, false);
  assert.equal(personOf({ email: 7 }).email, undefined);
});
