import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';

const good = { issuer: 'https://id.example.com/realms/daemun', clientId: 'sample-web-app', apiUrl: '/api/' };

test('a good configuration is taken', () => {
  assert.deepEqual(readConfig(good), { ...good, apiUrl: '/api' });
  assert.deepEqual(readConfig({ ...good, providers: ['kakao', 1] }).providers, ['kakao']);
  assert.deepEqual(readConfig({ ...good, providers: [] }).providers, []);
  assert.equal(readConfig({ ...good, providers: null }).providers, undefined);
  assert.equal(readConfig({ ...good, issuer: 'http://localhost:8080/realms/daemun' }).apiUrl, '/api');
});

for (const issuer of [
  undefined,
  '',
  'id.example.com',
  'http://id.example.com/realms/daemun',
  'javascript:alert(1)',
  'https://id.example.com/realms/daemun?x',
  'http://localhost.example.com/realms/daemun',
]) {
  test(`nobody signs in at ${issuer}`, () => {
    assert.throws(() => readConfig({ ...good, issuer }), /issuer/);
  });
}

for (const apiUrl of [undefined, '/', '//evil.example', '/\\evil.example', 'https://evil.example', 'api']) {
  test(`no token goes to ${apiUrl}`, () => {
    assert.throws(() => readConfig({ ...good, apiUrl }), /apiUrl/);
  });
}

test('a body that is no object is no configuration', () => {
  assert.throws(() => readConfig(null), /issuer/);
});
