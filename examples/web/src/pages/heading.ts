// The heading of a page, and whether it is about e-mail or mobile: the latter stands in its address.
import { element } from '../elements';

export type Channel = 'email' | 'mobile';

export function currentChannel(): Channel {
  return new URLSearchParams(location.search).get('by') === 'mobile' ? 'mobile' : 'email';
}

/** Names the texts of the page's heading; the language puts them there. */
export function setHeading(lead: string, title?: string): void {
  element('lead', HTMLElement).dataset['text'] = lead;
  if (title) element('title', HTMLElement).dataset['text'] = title;
}
