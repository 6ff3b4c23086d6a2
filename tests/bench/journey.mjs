// Steps of journeys in Node, through the npm package: objects in, objects out. Prints one JSON document.
import { Journey } from 'repass';
import { passwords, policy, subject } from './inputs.mjs';

const rounds = 20;
const now = 1_700_000_000_000;
const address = 'asdas@bamboocloud.cn';
const code = '123456';

const journey = Journey.parse({ kind: 'reset_by_email', clientId: 'TENANT_SPA_ID', policy, subject });
const token = { otp_token: `v1.k1.${'a'.repeat(44)}.${'b'.repeat(43)}` };
const sent = journey.step(journey.start('j', now).state, { event: 'submit' }, { address }, now).state;
const { state } = journey.step(sent, answered('j-1', JSON.stringify(token)), { address }, now);
const typed = { event: 'typed', args: { field: 'password' } };

const result = {
  times: {
    'repass, npm: a step of a whole journey, letter by letter': wholeJourneys(),
    'repass, npm: a whole password in a journey (every rule but strength)': times((password) =>
      journey.step(state, typed, { address, code, password }, now),
    ),
    'repass, npm: a second of the countdown': times(() =>
      journey.step(state, { event: 'tick' }, { address, code: '', password: '' }, now + 1_000),
    ),
    'repass, npm: submit': times((password) => journey.step(state, { event: 'submit' }, { address, code, password }, now)),
  },
};
console.log(JSON.stringify(result));

/** Microseconds a call, over all passwords in several rounds; the first round only warms up. */
function times(call) {
  passwords.forEach(call);
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const password of passwords) all.push(timed(() => call(password)));
  }
  return quantiles(all);
}

/** Each event of people who type an address, a code and a password, and send each. The first hundred only warm up. */
function wholeJourneys() {
  const all = [];
  passwords.forEach((password, person) => {
    const form = { address: '', code: '', password: '' };
    let current = journey.start('j', now).state;
    const hear = (event) => {
      let step;
      const time = timed(() => (step = journey.step(current, event, form, now)));
      if (person >= 100) all.push(time);
      current = step.state;
    };
    const type = (field, text) => {
      for (const letter of text) {
        form[field] += letter;
        hear({ event: 'typed', args: { field } });
      }
    };
    type('address', address);
    hear({ event: 'submit' });
    hear(answered('j-1', JSON.stringify(token)));
    type('code', code);
    type('password', password);
    hear({ event: 'submit' });
    hear(answered('j-2', ''));
  });
  return quantiles(all);
}

function answered(requestId, body) {
  return { event: 'answered', args: { requestId, response: { status: 200, headers: [], body } } };
}

function timed(call) {
  const start = performance.now();
  call();
  return (performance.now() - start) * 1000;
}

function quantiles(all) {
  all.sort((a, b) => a - b);
  return { median: all[Math.floor(all.length / 2)], p99: all[Math.floor(all.length * 0.99)] };
}
