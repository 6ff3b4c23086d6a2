// A whole call between `repass` in the page and `repass/server` on the server: what the one sends the other answers.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Journey } from 'repass';
import { Server } from 'repass/server';
import { Host } from './host.mjs';
import { listen } from './http-host.mjs';

const policy = { version: 1, length: { min: 8, max: 50 }, username: { equal: true }, history: { remember: 5 } };
const clientId = 'page';
const email = 'MOCK_EMAIL@163.com';
const oldPassword = 'Brook#71Lantern';
const newPassword = 'Harbour%42Violet';
const headers = { 'X-client-id': clientId, 'X-operating-sys-version': 'linux', 'X-device-fingerprint': 'f', 'X-agent': 'node' };

function fixture() {
  const clock = { now: 1_700_000_000_000 };
  const server = Server.parse({ keys: [{ kid: 'a', key: Buffer.alloc(32, 7).toString('base64') }] });
  const host = new Host(server, () => clock.now);
  host.applications.set(clientId, { clientId, tenant: 'demo', policy });
  const subject = { username: 'zenglijun', name: '曾丽君', email };
  host.addAccount({ id: 'user-1', status: 'active', subject }, oldPassword);
  const journey = Journey.parse({
    kind: 'forgot_by_email', clientId, policy, digits: 6,
    device: { operatingSystem: 'linux', fingerprint: 'f', agent: 'node' },
  });
  return { clock, host, page: new Page(journey, host, clock) };
}

/** The form, and what it does with the journey's effects. */
class Page {
  form = {};

  constructor(journey, host, clock) {
    Object.assign(this, { journey, host, clock });
    this.follow(journey.start('p', clock.now));
  }

  hear(event) {
    this.follow(this.journey.step(this.state, event, this.form, this.clock.now));
  }

  follow({ state, effects }) {
    this.state = state;
    for (const { effect, args } of effects) {
      if (effect === 'show') this.view = args;
      if (effect === 'done') this.outcome = args;
      if (effect === 'wake_at') this.wakeAt = args.at;
      if (effect === 'send') this.sent = args;
    }
    if (!this.sent) return;
    const { requestId, request } = this.sent;
    this.sent = undefined;
    const response = this.host.answer({ ...request, source: '192.0.2.1' });
    this.hear({ event: 'answered', args: { requestId, response } });
  }

  askForCode(address) {
    this.form = { address };
    this.hear({ event: 'submit' });
    assert.equal(this.view.stage, 'captcha');
    this.hear({ event: 'captcha_solved', args: { x: this.host.captchas.get(this.view.captcha.token).x } });
    assert.equal(this.view.stage, 'code', JSON.stringify(this.view));
  }

  faultOf(field) {
    return this.view.fields.find((shown) => shown.field === field)?.fault?.code;
  }
}

test('a forgotten password is set anew, from the address to the end', () => {
  const { host, page } = fixture();
  page.askForCode(email);
  const code = host.mailTo(email);
  assert.match(code, /^\d{6}$/);
  page.form = { ...page.form, code, password: newPassword };
  page.hear({ event: 'submit' });
  assert.deepEqual(page.outcome, { outcome: 'password_set' });
  const account = host.accounts.get('user-1');
  assert.ok(host.isOf(account.hash, newPassword));
  assert.equal(account.version, 2);
  assert.equal(host.outbox.at(-1).template, 'password_changed');
});

test('a wrong code, an old password and a code used twice are refused', () => {
  const { host, page } = fixture();
  page.askForCode(email);
  const code = host.mailTo(email);
  const wrong = code === '000000' ? '000001' : '000000';
  page.form = { ...page.form, code: wrong, password: newPassword };
  page.hear({ event: 'submit' });
  assert.equal(page.faultOf('code'), 'email_code_wrong');
  page.form = { ...page.form, code, password: oldPassword };
  page.hear({ event: 'submit' });
  assert.equal(page.faultOf('password'), 'history');
  page.form = { ...page.form, password: newPassword };
  page.hear({ event: 'submit' });
  assert.deepEqual(page.outcome, { outcome: 'password_set' });
  const again = host.answer({
    method: 'POST', target: '/api/v2/sdk/pwd/update-by-email', source: '192.0.2.1',
    headers: Object.entries({ ...headers, 'Content-Type': 'application/json' }),
    body: JSON.stringify({ email, verify_code: code, password: 'Another%42Violet' }),
  });
  assert.notEqual(again.status, 200);
  assert.ok(host.isOf(host.accounts.get('user-1').hash, newPassword));
});

test('an address that nobody has looks the same to the page, and no mail goes out', () => {
  const { host, page } = fixture();
  page.askForCode('nobody@example.com');
  assert.equal(page.view.notice, undefined);
  assert.deepEqual(host.outbox.map((message) => message.deliverTo), [null]);
});

test('an effect that fails is a busy system, and the account is as it was', () => {
  const { host, page } = fixture();
  page.askForCode(email);
  host.redeem = () => {
    throw new Error('the database is away');
  };
  host.find_redeemer = host.redeem;
  page.form = { ...page.form, code: host.mailTo(email), password: newPassword };
  page.hear({ event: 'submit' });
  assert.equal(page.outcome, undefined);
  assert.equal(page.view.notice.code, 'busy');
  assert.ok(host.isOf(host.accounts.get('user-1').hash, oldPassword));
});

test('what is no call of ours is told as HTTP does', () => {
  const { host } = fixture();
  const request = { method: 'GET', target: '/nowhere', headers: [], body: '' };
  assert.equal(host.answer(request).status, 404);
  assert.deepEqual(host.answer({ ...request, target: '/api/v2/sdk/login' }), { status: 405, headers: [['Allow', 'POST']], body: '' });
});

test('the host answers over HTTP', async (t) => {
  const { host } = fixture();
  const { address, close } = await listen(host);
  t.after(close);
  const captcha = await fetch(`${address}/api/v2/sdk/captcha`, { headers });
  assert.equal(captcha.status, 200);
  assert.equal(captcha.headers.get('cache-control'), 'no-store');
  assert.ok(host.captchas.has((await captcha.json()).token));
  const wrongMethod = await fetch(`${address}/api/v2/sdk/login`);
  assert.deepEqual([wrongMethod.status, wrongMethod.headers.get('allow')], [405, 'POST']);
  const post = (body) => fetch(`${address}/api/v2/sdk/email/send`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body });
  for (const body of ['x'.repeat(1 << 20), new Uint8Array([0xff, 0xfe]), '{']) {
    const refused = await post(body);
    assert.equal(refused.status, 400);
    assert.match((await refused.json()).error_code, /^SDK\./);
  }
});
