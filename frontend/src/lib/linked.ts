// What a sentence of the program names, as links. No page.

/** A part of a sentence; a link to a view where it names a setting or a page. */
export interface Part {
  text: string;
  view: string;
  detail: string;
}

interface Names {
  /** What a setting is called; undefined for no setting. */
  label: (key: string) => string | undefined;
  /** The names of the views. */
  views: Readonly<Record<string, string>>;
  /** How a page is spoken of before its name: "page", "Seite". */
  page: string;
}

/** linked takes a sentence apart: "ldap.password" is a setting, "the page More" names a page, Settings names itself, but not in a way through the menus of another program; "docs/mail.md" is a page of the documentation. */
export function linked(text: string, names: Names): Part[] {
  const pages = Object.entries(names.views);
  const other = pages.map(([, name]) => escaped(name)).join('|');
  const settings = escaped(names.views['settings'] ?? '');
  const pattern = new RegExp(
    `docs/(?<doc>[a-z-]+)\\.md(?:#(?<place>[\\w-]+))?|\\b[a-z]+\\.[a-zA-Z]+\\b|(?<before>${escaped(names.page)} [„“"]?)(?<page>${other})(?![\\p{L}])|(?<!, |> )${settings}(?![\\p{L}])`,
    'gu',
  );
  const parts: Part[] = [];
  const plain = (piece: string) => piece && parts.push({ text: piece, view: '', detail: '' });
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole] = match;
    const { doc = '', place = '', before = '', page } = match.groups ?? {};
    if (doc) {
      plain(text.slice(from, match.index));
      parts.push({ text: whole, view: 'docs', detail: place ? `${doc}#${place}` : doc });
      from = match.index + whole.length;
      continue;
    }
    const name = page ?? whole;
    const label = names.label(whole);
    const view = pages.find(([, known]) => known === name)?.[0];
    if (!label && !view) continue;
    plain(text.slice(from, match.index) + before);
    parts.push(
      label ? { text: label, view: 'settings', detail: whole } : { text: name, view: view ?? '', detail: '' },
    );
    from = match.index + whole.length;
  }
  plain(text.slice(from));
  return parts;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
