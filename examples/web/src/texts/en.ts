// English. What a rule demands and why a password is refused are not here: those texts come from the package.

export const en = {
  title: 'Set a new password',
  lead: 'The same rules run here, as you type, and on the server.',
  language: 'Language',

  signedInAs: 'Signed in as',
  nobody: 'no application yet',
  clientId: 'Client ID',
  clientSecret: 'Client secret',

  user: 'User',
  frozen: 'account frozen',
  anotherUser: 'Another user, by ID…',
  userId: 'User ID',
  userIdHint: 'What is not known here about the person, the server checks.',

  newPassword: 'New password',
  show: 'Show',
  showPassword: 'Show password',
  passwordHint: 'Checked in this page. Nothing is sent until you press the button.',
  strength: 'Strength',
  strengthUnknown: 'not typed yet',
  strengthWords: ['Very weak', 'Weak', 'Fair', 'Good', 'Strong'],

  rules: 'Password rules',
  rulesMet: (met: number, all: number) => `${met} of ${all} met`,
  rulesLeft: (left: number) => (left === 1 ? '1 rule left' : `${left} rules left`),
  rulesDone: 'All rules met',
  rulesDoneHere: 'All rules met that this page can check; the server checks the rest',
  rulesBroken: (count: number) =>
    count === 1 ? 'One rule is not met. It is marked in the list.' : `${count} rules are not met. They are marked in the list.`,
  rulesMissing: 'The rules could not be loaded. You can go on: the server checks the password.',
  rulesNeedApplication: 'The rules are those of the application: fill in its client ID first.',
  tryAgain: 'Try again',
  met: 'Met:',
  unmet: 'Not met yet:',
  wrong: 'Not met:',
  byServer: 'The server checks:',
  serverDecides: 'The server checks this.',

  mustChange: 'The user must change it at the next login',
  submit: 'Set password',
  submitting: 'Setting…',
  required: 'This is needed.',

  changed: 'The password is set',
  mustChangeNext: 'It must be changed at the next login.',
  refused: 'The server refused',
  applicationRefused: 'The server does not accept this application',
  applicationHint: 'Check the client ID and the secret at the top of the form.',
  unreachable: 'The server could not be reached',
  unreachableHint: 'Nothing was changed. Check the connection, then try again.',
  unanswered: 'No answer came from the server',
  unansweredHint: 'The password may have been set or not. Try again in a moment.',
  unreadable: 'The server gave an answer that this page cannot read',
  unreadableHint: (status: number) => `Status ${status}. The raw answer is below.`,
  rawAnswer: 'Raw answer',
};

export type Texts = typeof en;
