/**
 * copy puts text on the clipboard. The webview and pages over plain HTTP lack
 * navigator.clipboard or refuse it; a selected text box works there.
 */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const box = document.createElement('textarea');
  box.value = text;
  box.readOnly = true;
  box.className = 'visually-hidden';
  // In an open dialog everything outside is inert.
  (document.querySelector('dialog[open]') ?? document.body).append(box);
  box.select();
  try {
    return document.execCommand('copy');
  } finally {
    box.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
