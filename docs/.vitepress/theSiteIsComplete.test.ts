import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { documents, pageOf } from './pages.ts';

const project = resolve(import.meta.dirname, '../..');
const site = join(project, 'docs/target/site');

/** The index of a language, as the page loads it. */
function index(language: string): { storedFields: Record<string, { title: string }>; index: [string, unknown][] } {
  const [file] = globSync(`assets/chunks/@localSearchIndex${language}.*.js`, { cwd: site });
  const text = readFileSync(join(site, file), 'utf8');
  return JSON.parse(new Function(text.replace(/export\s*\{.*$/s, '').replace(/^const (\w+)=(.*);?\s*$/s, 'return $2').replace(/;\s*$/, ''))());
}

const words = (language: string) => index(language).index.map(([word]) => word);

test('each document is a page', () => {
  assert.ok(documents.length > 40);
  for (const document of documents) {
    const page = pageOf(document).replace(/\.md$/, '.html');
    assert.match(readFileSync(join(site, page), 'utf8'), /<h1/, page);
  }
});

test('each chapter is there in both languages', () => {
  for (const chapter of globSync('docs/*.md', { cwd: project }).filter(file => !file.endsWith('.ko.md'))) {
    assert.ok(documents.includes(chapter.replace('.md', '.ko.md')), chapter);
  }
});

test('the search knows a message, a property and a heading', () => {
  const english = words('root');
  for (const word of ['withdrawals', 'troubleshooting', 'jwt']) {
    assert.ok(english.includes(word), word);
  }
});

test('the search in Korean finds Korean words', () => {
  assert.ok(words('ko').some(word => word.startsWith('토큰')));
});

test('links lead to pages and, for code, to the sources', () => {
  const page = readFileSync(join(site, 'resource-server-starter/index.html'), 'utf8');
  assert.match(page, /href="\/service-calls-starter\/"/);
  assert.match(page, /href="[^"]+\/blob\/main\/resource-server-starter\/src\/main\/java\/dev\/daemun\/resourceserver\/package-info\.java"/);
  assert.match(readFileSync(join(site, 'ko/troubleshooting.html'), 'utf8'), /href="\/troubleshooting"/);
});
