import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { preferredLanguage, WORDS } from './language.ts';

test('the page speaks the first language of the browser that it knows', () => {
  assert.equal(preferredLanguage(null, ['ko-KR', 'en']), 'ko');
  assert.equal(preferredLanguage(null, ['fr-FR', 'en-GB', 'ko']), 'en');
  assert.equal(preferredLanguage(null, ['fr', 'KO']), 'ko');
  assert.equal(preferredLanguage(null, ['kok', 'fr']), 'en');
  assert.equal(preferredLanguage(null, []), 'en');
});

test('what the person chose counts more, unless the page does not know it', () => {
  assert.equal(preferredLanguage('en', ['ko']), 'en');
  assert.equal(preferredLanguage('tlh', ['ko']), 'ko');
});

test('every reason that the revocation feed names has words of its own in both languages', () => {
  const readme = readFileSync('../keycloak-extensions/revocation-feed/README.md', 'utf8');
  const table = readme.split('\n').filter((line) => line.startsWith('| ') && line.includes('(`') && !line.includes('(`reason`)'));
  const reasons = table.flatMap((line) => [...line.matchAll(/\(`([a-z-]+)`\)/g)].map((match) => match[1] ?? ''));
  assert.ok(reasons.length > 15);
  for (const words of [WORDS.ko, WORDS.en]) {
    const unknown = words.reason('no-such-reason');
    assert.deepEqual(
      reasons.filter((reason) => words.reason(reason) === unknown),
      [],
    );
  }
});

test('a role or provider without words is shown by its name', () => {
  for (const words of [WORDS.ko, WORDS.en]) {
    assert.equal(words.role('auditor'), 'auditor');
    assert.equal(words.provider('github'), 'github');
    assert.match(words.roleChange({ gained: ['auditor'], lost: ['member'] }), /auditor.*\. .*\./);
  }
});
