// The documentation that comes with the pages: made into HTML when they are
// built, so that it opens in place and without a network.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Marked } from 'marked';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs');
const module = 'virtual:docs';

// What is for those who build the program, or is shown elsewhere.
const left = ['ARCHITECTURE', 'decisions', 'formats', 'frontend', 'licenses', 'releasing'];

// What a reader begins with; all else follows by name.
const first = [
  'getting-started',
  'installing',
  'desktop',
  'browser',
  'settings',
  'filters',
  'troubleshooting',
];

function names() {
  const all = readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'))
    .map((path) => path.slice(0, -'.md'.length))
    .filter((name) => !left.includes(name));
  const place = (name) => (first.includes(name) ? first.indexOf(name) : first.length);
  return all.sort((a, b) => place(a) - place(b) || a.localeCompare(b, 'en'));
}

/** anchor is the id of a heading, as GitHub makes it. */
function anchor(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function render(name, known) {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8');
  const marked = new Marked({
    renderer: {
      // The page has a heading of its own above it.
      heading({ tokens, depth, text: words }) {
        const level = Math.min(depth, 6);
        const plain = words.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
        return `<h${level} id="${anchor(plain)}" tabindex="-1">${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }) {
        const inside = this.parser.parseInline(tokens);
        if (/^https:/.test(href)) return `<a href="${href}" data-outside>${inside}</a>`;
        const [path, id = ''] = href.split('#');
        const to = path ? posix.join(posix.dirname(name), path).replace(/\.md$/, '') : name;
        // What does not come along is named, and leads nowhere.
        if (!known.includes(to)) return inside;
        return `<a href="#docs/${encodeURIComponent(id ? `${to}#${id}` : to)}">${inside}</a>`;
      },
      image: ({ text: words }) => (words ? `<em>${words}</em>` : ''),
      html: () => '',
      table(token) {
        // A head without words is none.
        const named = (cell, tag) => (cell.text.trim() === '' ? 'td' : tag);
        const row = (cells, tag) =>
          `<tr>${cells.map((cell) => `<${named(cell, tag)}>${this.parser.parseInline(cell.tokens)}</${named(cell, tag)}>`).join('')}</tr>`;
        const head = token.header.some((cell) => cell.text.trim() !== '');
        const rows = token.rows.map((cells) => row(cells, 'td')).join('');
        return `<div class="table"><table>${head ? `<thead>${row(token.header, 'th')}</thead>` : ''}<tbody>${rows}</tbody></table></div>\n`;
      },
      code: ({ text: words }) => `<pre><code>${escaped(words)}</code></pre>\n`,
    },
  });
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
  return { name, title, html: marked.parse(text.replace(/^# .+\n/m, '')) };
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** docs is the Vite plugin that knows the module "virtual:docs". */
export function docs() {
  return {
    name: 'docs',
    resolveId: (id) => (id === module ? `\0${module}` : undefined),
    load(id) {
      if (id !== `\0${module}`) return undefined;
      const known = names();
      for (const name of known) this.addWatchFile(join(folder, `${name}.md`));
      const pages = known.map((name) => render(name, known));
      return `export const pages = ${JSON.stringify(pages)};`;
    },
  };
}
