// The page "Forgotten password": a code to an address that the person gives.
import { users } from '../applications';
import { startPage } from '../journey/page';
import { currentChannel, setHeading } from './heading';
import { passwordSet } from './ends';

const channel = currentChannel();
setHeading(channel === 'mobile' ? 'forgotByMobileLead' : 'forgotByEmailLead');
void startPage({
  kind: channel === 'mobile' ? 'forgot_by_mobile' : 'forgot_by_email',
  application: users,
  channel,
  end: () => passwordSet,
});
