const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), summary, [tabindex="0"]';

/**
 * Where what has the focus goes away, as a button does that is no longer needed, the focus goes to what is nearest: to the first element that takes
 * it in the innermost part of the page that is still there. Browsers leave it nowhere, and who uses the keyboard begins at the top.
 */
export function keepFocus(): void {
  let around: readonly Element[] = [];
  document.addEventListener('focusin', ({ target }) => {
    around = target instanceof Element ? [target, ...ancestors(target)] : [];
  });
  new MutationObserver(() => {
    const [focused, ...outer] = around;
    if (!focused || focused.isConnected || document.activeElement !== document.body) {
      return;
    }
    around = [];
    for (const part of outer) {
      const next = part.isConnected ? part.querySelector<HTMLElement>(FOCUSABLE) : null;
      if (next) {
        next.focus();
        return;
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
}

/** From the innermost to the content of the page. */
function ancestors(element: Element): readonly Element[] {
  const all: Element[] = [];
  for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
    all.push(outer);
  }
  return all;
}
