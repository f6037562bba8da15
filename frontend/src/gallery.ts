// The stories of components and views, on the fake backend. It is no part of the
// product: only gallery.html loads it.
//   /gallery.html             the list
//   /gallery.html?list=Name   the variants of src/**/Name.story.ts
//   /gallery.html?story=Name  its first variant, or Name/variant
//   &lang=de                  in another language than English
import { mount, type Component } from 'svelte';
import { useLanguage } from './i18n/index.svelte';
import './ui/tokens.css';

/** Story shows a component: by name of the variant, what it is mounted with. */
export interface Story {
  component: Component<never>;
  variants: Record<string, () => Record<string, unknown>>;
}

const modules = import.meta.glob<{ default: Story }>('./**/*.story.ts');
const loaders = new Map(
  Object.entries(modules).map(([path, load]) => [path.replace(/^.*\//, '').replace('.story.ts', ''), load]),
);

// Always the same, wherever the pictures are made; ?lang=de asks for another language.
await useLanguage([new URLSearchParams(location.search).get('lang') ?? 'en', 'en-GB']);

async function show(target: HTMLElement, wanted: string): Promise<void> {
  const [name = '', variant] = wanted.split('/', 2);
  const load = loaders.get(name);
  if (!load) throw new Error(`no story "${name}"`);
  const story = (await load()).default;
  const make = variant ? story.variants[variant] : Object.values(story.variants)[0];
  if (!make) throw new Error(`no variant "${variant}" of "${name}"`);
  document.title = wanted;
  mount(story.component as Component<Record<string, unknown>>, { target, props: make() });
}

async function list(target: HTMLElement, only: string | null): Promise<void> {
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'Stories';
  main.append(heading);
  for (const [name, load] of [...loaders].sort()) {
    if (only !== null && only !== name) continue;
    const links = document.createElement('p');
    for (const variant of Object.keys((await load()).default.variants)) {
      const link = document.createElement('a');
      link.href = `?story=${name}/${variant}`;
      link.textContent = `${name}/${variant}`;
      link.dataset['story'] = `${name}/${variant}`;
      links.append(link, ' ');
    }
    main.append(links);
  }
  target.append(main);
}

// theme.js sets the colours at the beginning; App, which follows the system, is not in every story.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
  document.documentElement.dataset['theme'] = matches ? 'dark' : 'light';
});

const target = document.getElementById('app');
const query = new URLSearchParams(location.search);
const wanted = query.get('story');
if (target) {
  if (wanted) await show(target, wanted);
  else await list(target, query.get('list'));
  document.documentElement.dataset['ready'] = 'true';
}
