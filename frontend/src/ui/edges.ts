/** What is more at the start or at the end of a box that scrolls sideways. */
const attribute = 'data-more';

/**
 * edges marks at which side of a box there is more than it shows, for the shadow
 * that says so (classes.css). changed is told whether the box scrolls sideways,
 * once and whenever that changes. The returned function ends it.
 */
export function edges(box: HTMLElement, changed?: (scrolls: boolean) => void): () => void {
  let before: boolean | undefined;
  const look = () => {
    const room = box.scrollWidth - box.clientWidth;
    const scrolls = room > 1;
    // From right to left it counts below zero.
    const at = Math.abs(box.scrollLeft);
    const more = [...(scrolls && at > 1 ? ['start'] : []), ...(scrolls && at < room - 1 ? ['end'] : [])];
    if (more.length > 0) box.setAttribute(attribute, more.join(' '));
    else box.removeAttribute(attribute);
    if (scrolls !== before) changed?.(scrolls);
    before = scrolls;
  };
  const sizes = new ResizeObserver(look);
  sizes.observe(box);
  if (box.firstElementChild) sizes.observe(box.firstElementChild);
  box.addEventListener('scroll', look, { passive: true });
  look();
  return () => {
    sizes.disconnect();
    box.removeEventListener('scroll', look);
  };
}

/**
 * reachable makes a stop of the keyboard of a box with that name as long as it
 * scrolls sideways, and marks its edges.
 */
export function reachable(box: HTMLElement, name: () => string): () => void {
  return edges(box, (scrolls) => {
    if (scrolls) {
      box.setAttribute('role', 'region');
      box.setAttribute('aria-label', name());
      box.tabIndex = 0;
    } else for (const gone of ['role', 'aria-label', 'tabindex']) box.removeAttribute(gone);
  });
}
