// The page that comes after logging in with a password that has expired, or soon will.
import { users } from '../applications';
import type { End } from '../journey/end';
import { startPage, type Plan } from '../journey/page';
import { beginSession, currentUnfinished, endSession } from '../session';
import { setHeading } from './heading';
import { loggedIn, logInFirst, passwordSet } from './ends';

const login = currentUnfinished();
if (login?.status === 'PASSWORD_WARN') setHeading('expiringLead', 'expiringTitle');
void startPage(plan());

function plan(): Plan | End {
  if (!login) return logInFirst((texts) => texts.logInFirstForExpired);
  return {
    kind: 'forced_change',
    application: users,
    subject: { username: login.userName },
    stateToken: login.stateToken,
    loginStatus: login.status,
    end: (outcome, hasSkipped) => {
      const idToken = outcome.outcome === 'logged_in' ? outcome.args.session.idToken : undefined;
      if (idToken === undefined) {
        endSession();
        return passwordSet;
      }
      beginSession(idToken);
      if (!hasSkipped) return loggedIn;
      // Nothing was done here that there were anything to say about.
      location.replace('./login.html');
      return undefined;
    },
    lost: () => {
      endSession();
      return logInFirst((texts) => texts.logInFirstForExpired);
    },
  };
}
