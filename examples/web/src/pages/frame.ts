// What stands around every page: the list of pages, and what is for a demo alone.
import { isDemo } from '../tenant';

/** Prepares the frame of a page that knows nothing of the tenant. */
export function prepareFrame(): void {
  markCurrentPage();
  reloadWhenGoneBackTo();
  void isDemo().then(showDemoHints);
}

export function markCurrentPage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.pages a')) {
    // The start page has two addresses.
    if (plain(link.href) === plain(location.href)) link.ariaCurrent = 'page';
  }
}

export function showDemoHints(is: boolean): void {
  for (const hint of document.querySelectorAll<HTMLElement>('[data-demo]')) hint.hidden = !is;
}

/** A browser may keep a page whole that one goes back to: who logged out meanwhile must not be shown there. */
function reloadWhenGoneBackTo(): void {
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

function plain(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname.replace(/\/index\.html$/, '/') + search;
}
