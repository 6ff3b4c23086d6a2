// The page "Change your password": logged in, a code to the account's own address.
import { users } from '../applications';
import type { End } from '../journey/end';
import { startPage, type Plan } from '../journey/page';
import { claimsOf, currentIdToken, endSession } from '../session';
import { currentChannel, setHeading } from './heading';
import { logInFirst, passwordSet } from './ends';

const channel = currentChannel();
setHeading(channel === 'mobile' ? 'changeByMobileLead' : 'changeByEmailLead');
void startPage(plan());

function plan(): Plan | End {
  const idToken = currentIdToken();
  if (idToken === undefined) return logInFirst((texts) => texts.logInFirstForChange);
  const { email, mobile, userName } = claimsOf(idToken);
  const ownAddress = channel === 'mobile' ? mobile : email;
  if (!ownAddress) return noAddress();
  return {
    kind: channel === 'mobile' ? 'change_by_mobile' : 'change_by_email',
    application: users,
    channel,
    ownAddress,
    idToken,
    ...(userName ? { subject: { username: userName } } : {}),
    end: () => {
      // A new password ends the sessions that there are.
      endSession();
      return passwordSet;
    },
    lost: () => {
      endSession();
      return logInFirst((texts) => texts.logInFirstForChange);
    },
  };
}

function noAddress(): End {
  return {
    isGood: false,
    title: (texts) => (channel === 'mobile' ? texts.noMobile : texts.noEmail),
    text: (texts) => texts.otherWay,
    link: (texts) => texts.goOn,
    href: './login.html',
  };
}
