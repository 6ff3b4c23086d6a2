// What a page may rely on, though steps share objects and remember the state that they gave.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Journey } from 'repass';

const now = 1_700_000_000_000;
const policy = { version: 1, length: { min: 8 }, username: { equal: true } };
const setup = { kind: 'reset_by_email', clientId: 'TENANT_SPA_ID', policy };
const typed = (field) => ({ event: 'typed', args: { field } });
const answered = (requestId) => {
  const body = JSON.stringify({ otp_token: `token-of-${requestId}` });
  return { event: 'answered', args: { requestId, response: { status: 200, headers: [], body } } };
};

/** The steps of a person, each with the state of the one before, up to a password that is sent. */
const events = (person) => [
  [typed('address'), { address: `${person}@example.co` }],
  [{ event: 'submit' }, { address: `${person}@example.com` }],
  [answered(`${person}-1`), { address: `${person}@example.com` }],
  [typed('password'), { address: `${person}@example.com`, code: '123456', password: 'short' }],
  [{ event: 'tick' }, { address: `${person}@example.com`, code: '123456', password: 'short' }],
  [{ event: 'submit' }, { address: `${person}@example.com`, code: '123456', password: 'Brook#71Lantern' }],
];

test('a journey shared by two people gives each what a journey of their own would', () => {
  const shared = Journey.parse(setup);
  const states = { ann: shared.start('ann', now).state, bob: shared.start('bob', now).state };
  for (const at of events('ann').keys()) {
    for (const person of ['ann', 'bob']) {
      const [event, form] = events(person)[at];
      const step = shared.step(states[person], event, form, now);
      assert.deepEqual(step, Journey.parse(setup).step(states[person], event, form, now));
      assert.equal(JSON.parse(step.state).id, person);
      states[person] = step.state;
    }
  }
  assert.equal(JSON.parse(states.bob).pending.requestId, 'bob-2');
});

test('a state is taken as it stands, however often and in whatever order it comes', () => {
  const journey = Journey.parse(setup);
  const first = journey.start('ann', now).state;
  const [submit, form] = events('ann')[1];
  const sent = journey.step(first, submit, form, now);
  assert.deepEqual(journey.step(first, submit, form, now), sent);
  assert.deepEqual(journey.step(sent.state, submit, form, now), { state: sent.state, effects: [] });
  assert.deepEqual(journey.step(first, submit, form, now), sent);
});

test('a page cannot change what later views show', () => {
  const journey = Journey.parse(setup);
  let { state } = journey.start('ann', now);
  const show = (event, form) => {
    const step = journey.step(state, event, form, now);
    state = step.state;
    return step.effects.find(({ effect }) => effect === 'show').args;
  };
  for (const [event, form] of events('ann').slice(0, 4)) show(event, form);
  const form = { code: '123456', password: 'Brook#71Lantern' };
  const before = structuredClone(show(typed('password'), form));
  const view = show(typed('password'), form);
  for (const shared of [...view.fields, ...view.checklist]) {
    assert.throws(() => Object.assign(shared, { text: 'another', field: 'another' }), TypeError);
  }
  view.fields.length = 0;
  view.checklist.reverse().pop();
  assert.deepEqual(show(typed('password'), form), before);
});

test('an event as an object means what its text means', () => {
  const journey = Journey.parse(setup);
  const { state } = journey.start('ann', now);
  const outcome = (event) => {
    try {
      return journey.step(state, event, { address: 'ann@example' }, now);
    } catch ({ code, member }) {
      return { code, member };
    }
  };
  for (const event of [
    { event: 'submit' }, { event: 'submit', args: null }, { event: 'submit', args: {} }, { event: 'submit', args: 1 }, { event: 'submit', other: 1 },
    { event: 'tick' }, { event: 'tick', args: [] }, { event: 'typed' }, { event: 'typed', args: null }, { event: 'typed', args: 'address' },
    typed('address'), typed('oldPassword'), typed('Address'), typed(null), { event: 'typed', args: { field: 'code', other: 1 } }, { event: 'typed', args: ['address'] },
    { event: 'skip_requested' }, { event: 'captcha_solved', args: { x: 1 } }, { event: 'nothing' }, {}, [],
  ]) {
    assert.deepEqual(outcome(event), outcome(JSON.stringify(event)), JSON.stringify(event));
  }
});
