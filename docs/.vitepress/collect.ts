import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { documents, pageOf } from './pages.ts';

const project = resolve(import.meta.dirname, '../..');
const pages = join(project, 'docs/target/pages');
const sources = process.env.DAEMUN_SOURCES ?? 'https://github.com/daemun/daemun';

/** Links and pictures, in Markdown and HTML; what begins with a scheme or only names a heading stays as it is. */
const link = /(\]\(|src=")(?![a-z]+:|#)([^)"#]+)(#[^)"]*)?(?=[)"])/g;

/** Where a link of a document leads to in the site: a page of it, a picture, or a file among the sources. */
function address(document: string, path: string): string {
  const file = posix.join(posix.dirname(document), path);
  if (!existsSync(join(project, file))) {
    throw new Error(`${document} leads to ${path}, which is not there`);
  }
  if (/\.(png|svg)$/.test(file)) {
    cpSync(join(project, file), join(pages, 'public', file));
    return '/' + file;
  }
  return documents.includes(file) ? '/' + pageOf(file) : `${sources}/blob/main/${file}`;
}

/** Copies each document to where it stands in the site. All texts lie where they are read without a site, too. */
rmSync(pages, { recursive: true, force: true });
for (const document of documents) {
  const page = join(pages, pageOf(document));
  mkdirSync(dirname(page), { recursive: true });
  const parts = readFileSync(join(project, document), 'utf8').split(/^(```[\s\S]*?^```$)/m);
  const text = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replace(link, (_, before, path, heading = '') => before + address(document, path) + heading));
  writeFileSync(page, text.join(''));
}
