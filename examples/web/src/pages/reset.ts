// The page "Reset your password", for customers: a code and its token.
import { customers } from '../applications';
import { startPage } from '../journey/page';
import { currentChannel, setHeading } from './heading';
import { passwordSet } from './ends';

const channel = currentChannel();
setHeading(channel === 'mobile' ? 'resetByMobileLead' : 'resetByEmailLead');
void startPage({
  kind: channel === 'mobile' ? 'reset_by_mobile' : 'reset_by_email',
  application: customers,
  channel,
  end: () => passwordSet,
});
