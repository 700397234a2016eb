import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessToken, claimsOf, isWorthSending, renewAt, roleChange } from './token.ts';

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

test('claims are read as UTF-8, whatever Base64 makes of them', () => {
  const claims = { sub: '대문', name: '???>>>~~~ÿ', roles: ['member'] };
  assert.deepEqual(claimsOf(jwt(claims)), claims);
});

test('roles that are no array of texts give no rights to look at', () => {
  assert.deepEqual(accessToken(jwt({ roles: 'order-manager' }), 300, 0).roles, []);
  assert.deepEqual(accessToken(jwt({}), 300, 0).roles, []);
  assert.deepEqual(accessToken(jwt({ roles: ['member', 7, null] }), 300, 0).roles, ['member']);
});

test('a token is renewed before it ends, however short it lives', () => {
  for (const seconds of [2, 5, 60, 300]) {
    const token = accessToken(jwt({}), seconds, 1_000);
    assert.ok(renewAt(token) > 1_000);
    assert.ok(isWorthSending(token, renewAt(token) - 1_000 * (seconds / 2)));
    assert.ok(renewAt(token) < token.expiresAt);
    assert.equal(isWorthSending(token, token.expiresAt), false);
  }
});

test('only what changed is told', () => {
  assert.deepEqual(roleChange(['member'], ['member', 'order-manager']), { gained: ['order-manager'], lost: [] });
  assert.deepEqual(roleChange(['order-manager', 'member'], ['member']), { gained: [], lost: ['order-manager'] });
  assert.deepEqual(roleChange(['a', 'b'], ['b', 'a']), { gained: [], lost: [] });
});
