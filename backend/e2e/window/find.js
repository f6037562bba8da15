// Finds the visible element with that role and name, as a screen reader would
// name it. Of several the first counts; whole names go before beginnings, and these before other parts,
// and while a dialog is open only what is in it counts.
const [role, name] = arguments;
const plain = (text) => (text || '').replace(/\s+/g, ' ').trim().toLowerCase();

function roleOf(element) {
  const given = element.getAttribute('role');
  if (given) return given.split(' ')[0];
  const tag = element.localName;
  if (tag === 'a') return element.hasAttribute('href') ? 'link' : '';
  if (/^h[1-6]$/.test(tag)) return 'heading';
  if (tag === 'input') {
    return { checkbox: 'checkbox', radio: 'radio', number: 'spinbutton', search: 'searchbox', range: 'slider',
      submit: 'button', button: 'button', file: 'button', hidden: '' }[element.type] ?? 'textbox';
  }
  return { button: 'button', summary: 'button', textarea: 'textbox', select: 'combobox', dialog: 'dialog', table: 'table',
    progress: 'progressbar', nav: 'navigation', main: 'main', fieldset: 'group', li: 'listitem', tr: 'row', td: 'cell',
    output: 'status', details: 'group', option: 'option' }[tag] ?? '';
}

function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
  return node.getAttribute('aria-label') || [...node.childNodes].map(textOf).join(' ');
}

function nameOf(element) {
  const by = element.getAttribute('aria-labelledby');
  if (by) return by.split(/\s+/).map((id) => textOf(document.getElementById(id) || new Text())).join(' ');
  if (element.getAttribute('aria-label')) return element.getAttribute('aria-label');
  if (element.labels && element.labels.length && element.localName !== 'button') return [...element.labels].map(textOf).join(' ');
  if (/^(input|select|textarea)$/.test(element.localName)) return element.value && element.type === 'submit' ? element.value : element.title || element.placeholder;
  if (element.localName === 'fieldset') return textOf(element.querySelector('legend') || new Text());
  return textOf(element) || element.title;
}

const dialogs = [...document.querySelectorAll('dialog:modal')];
const within = dialogs.length ? dialogs[dialogs.length - 1] : document;
const all = [within, ...within.querySelectorAll('*')].filter(
  (element) => element.getClientRects && element.getClientRects().length && !element.closest('[inert]') && roleOf(element) === role,
);
const wanted = plain(name);
return (
  all.find((e) => plain(nameOf(e)) === wanted) ||
  all.find((e) => plain(nameOf(e)).startsWith(wanted)) ||
  all.find((e) => plain(nameOf(e)).includes(wanted)) ||
  null
);
