// One step of a journey in Node, through the npm package: objects in, objects out. Prints one JSON document.
import { Journey } from 'repass';
import { passwords, policy, subject } from './inputs.mjs';

const rounds = 20;
const now = 1_700_000_000_000;

const journey = Journey.parse({ kind: 'reset_by_email', clientId: 'TENANT_SPA_ID', policy, subject });
const address = 'asdas@bamboocloud.cn';
const sent = journey.step(journey.start('j', now).state, { event: 'submit' }, { address }, now).state;
const response = { status: 200, headers: [], body: JSON.stringify({ otp_token: `v1.k1.${'a'.repeat(44)}.${'b'.repeat(43)}` }) };
const answered = { event: 'answered', args: { requestId: 'j-1', response } };
const { state } = journey.step(sent, answered, { address }, now);
const typed = { event: 'typed', args: { field: 'password' } };

const result = {
  times: {
    'repass, npm: a keystroke in a journey (every rule but strength)': times((password) =>
      journey.step(state, typed, { address, code: '123456', password }, now),
    ),
    'repass, npm: a second of the countdown': times((password) =>
      journey.step(state, { event: 'tick' }, { address, code: '', password: '' }, now + 1_000),
    ),
    'repass, npm: submit': times((password) =>
      journey.step(state, { event: 'submit' }, { address, code: '123456', password }, now),
    ),
  },
};
console.log(JSON.stringify(result));

/** Microseconds a call, over all passwords in several rounds; the first round only warms up. */
function times(call) {
  passwords.forEach(call);
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const password of passwords) {
      const start = performance.now();
      call(password);
      all.push((performance.now() - start) * 1000);
    }
  }
  all.sort((a, b) => a - b);
  return { median: all[Math.floor(all.length / 2)], p99: all[Math.floor(all.length * 0.99)] };
}
