// How journeys end on these pages.
import type { End } from '../journey/end';

/** The password is set; the person goes to log in with it. */
export const passwordSet: End = {
  isGood: true,
  title: (texts) => texts.isSet,
  text: (texts) => texts.isSetNext,
  link: (texts) => texts.login,
  href: './login.html',
};

/** The password is set, and the person is logged in. */
export const loggedIn: End = {
  isGood: true,
  title: (texts) => texts.isLoggedIn,
  text: () => '',
  link: (texts) => texts.goOn,
  href: './login.html',
};

/** Nobody is logged in whose password could be changed. */
export function logInFirst(why: End['text']): End {
  return { isGood: false, title: (texts) => texts.logInFirst, text: why, link: (texts) => texts.login, href: './login.html' };
}
