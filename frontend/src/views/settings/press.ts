/**
 * whenReleased runs fn now, or once the button that is being pressed was let go.
 * What shows something by fn would else move the button away from beneath the
 * pointer, and the press would be lost.
 */
export function whenReleased(fn: () => void): void {
  if (!document.querySelector(':is(button, a, label, summary, [role]):active')) {
    fn();
    return;
  }
  const released = () => {
    window.removeEventListener('pointerup', released);
    window.removeEventListener('pointercancel', released);
    // The click comes after this event.
    setTimeout(fn);
  };
  window.addEventListener('pointerup', released);
  window.addEventListener('pointercancel', released);
}
