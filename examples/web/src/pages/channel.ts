// By e-mail or by mobile: what the page's address says.
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
