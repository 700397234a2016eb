import { globSync } from 'node:fs';
import { resolve } from 'node:path';

/** All documents, by their paths in the repository. */
export const documents = globSync(['*.md', 'docs/*.md', '*/README.md', '{keycloak-extensions,testing}/*/README.md'], {
  cwd: resolve(import.meta.dirname, '../..'),
});

/** Where a document stands in the site: a README is its directory's page, and Korean documents are below ko/. */
export function pageOf(document: string): string {
  const page = document.replace('.ko.md', '.md').replace(/^docs\//, '').replace(/(^|\/)README\.md$/, '$1index.md');
  return document.endsWith('.ko.md') ? 'ko/' + page : page;
}

/** The anchor of a heading as GitHub makes it, so that one link is right in both places. */
export function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}
