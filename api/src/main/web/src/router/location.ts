import { signal } from '@preact/signals';

/** Where the page is: all of its state that a link shows a colleague. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const here = signal(read());

function read(): Place {
  return { path: window.location.pathname, query: new URLSearchParams(window.location.search) };
}

/** The current place; components that read it are drawn again when it changes. */
export function place(): Place {
  return here.value;
}

export interface Navigation {
  /** Takes the place of the entry in the browser's history instead of adding one: for what changes with each key press. */
  readonly replace?: boolean;
}

/** Goes to a place of this page, given as path and query. */
export function navigate(url: string, { replace = false }: Navigation = {}): void {
  if (url === window.location.pathname + window.location.search) {
    return;
  }
  const samePath = new URL(url, window.location.origin).pathname === window.location.pathname;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', url);
  here.value = read();
  if (!samePath) {
    window.scrollTo(0, 0);
  }
}

/** Follows the browser's buttons, and links to places of this page without loading it anew. */
export function followLinks(isPage: (path: string) => boolean): void {
  window.addEventListener('popstate', () => {
    here.value = read();
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
      return;
    }
    const url = new URL(link.href, window.location.href);
    if (url.origin === window.location.origin && isPage(url.pathname) && !url.hash) {
      event.preventDefault();
      navigate(url.pathname + url.search);
    }
  });
}
