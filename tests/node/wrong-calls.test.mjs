// Whatever is handed in, the answer is a result or an error with words: no trap, no value repeated, no memory lost.
import assert from 'node:assert/strict';
import test from 'node:test';
import * as repass from 'repass';
import * as server from 'repass/server';

const document = { version: 1, length: { min: 8, max: 50 }, username: { equal: true } };
const subject = { username: 'zhangwei', words: ['acme'] };
const setup = { kind: 'reset_by_email', clientId: 'page', policy: document };
const settings = { keys: [{ kid: 'a', key: Buffer.alloc(32, 7).toString('base64') }] };
const now = 1_700_000_000_000;

/** What a caller may hand over by mistake. */
function mistakes() {
  const cyclic = {};
  cyclic.self = cyclic;
  const throwing = Object.defineProperty({}, 'username', {
    enumerable: true,
    get() {
      throw new Error('a getter that throws');
    },
  });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  return [
    1, -1, NaN, Infinity, 1.5, 2 ** 60, 10n, true, null, undefined, Symbol('s'), () => 1, cyclic, throwing, revoked.proxy, [], [1], new Map(), new Date(NaN),
    { username: 1 }, { words: 'acme' }, { words: [1] }, { username: Symbol('s') }, { password: 1 }, { event: 'typed' }, { event: 'typed', args: { field: 1 } },
    { version: 1, awaiting: { machine: 'password', at: {} } }, { method: 1 }, 'x'.repeat(300_000), '['.repeat(10_000), '\ud800', '', '{}', 'null',
  ];
}

/** Each function of the page's entry, with each of its arguments wrong in turn. */
function pageCalls() {
  const { Policy, Journey, message, help, fromWire, problemMessage, strength, score } = repass;
  const policy = Policy.parse(document);
  const checker = policy.forSubject(subject);
  const fault = { code: 'empty' };
  const journey = Journey.parse(setup);
  const { state } = journey.start('j', now);
  const event = { event: 'submit' };
  const form = { address: 'a@example.com' };
  return {
    'Policy.parse': (wrong) => Policy.parse(wrong),
    'policy.check, password': (wrong) => policy.check(wrong, subject),
    'policy.check, subject': (wrong) => policy.check('Brook#71Lantern', wrong),
    'policy.forSubject': (wrong) => policy.forSubject(wrong).free(),
    'checker.check': (wrong) => checker.check(wrong),
    'policy.checklist, password': (wrong) => policy.checklist(wrong, subject, 'en'),
    'policy.checklist, subject': (wrong) => policy.checklist('Brook#71Lantern', wrong, 'en'),
    'policy.checklist, lang': (wrong) => policy.checklist('Brook#71Lantern', subject, wrong),
    'message, fault': (wrong) => message(wrong, 'en'),
    'message, lang': (wrong) => message(fault, wrong),
    'help, fault': (wrong) => help(wrong, 'en'),
    'help, lang': (wrong) => help(fault, wrong),
    'fromWire, profile': (wrong) => fromWire(wrong, 400, '{}'),
    'fromWire, status': (wrong) => fromWire('eiam_sdk', wrong, '{}'),
    'fromWire, body': (wrong) => fromWire('eiam_sdk', 400, wrong),
    'problemMessage, problem': (wrong) => problemMessage(wrong, 'en'),
    'problemMessage, lang': (wrong) => problemMessage('differs', wrong),
    'strength, password': (wrong) => strength(wrong, []),
    'strength, words': (wrong) => strength('Brook#71Lantern', wrong),
    'score, password': (wrong) => score(wrong, []),
    'score, words': (wrong) => score('Brook#71Lantern', wrong),
    'Journey.parse': (wrong) => Journey.parse(wrong),
    'Journey.parse, a member': (wrong) => Journey.parse({ ...setup, clientId: wrong }).free(),
    'journey.start, id': (wrong) => journey.start(wrong, now),
    'journey.start, now': (wrong) => journey.start('j', wrong),
    'journey.step, state': (wrong) => journey.step(wrong, event, form, now),
    'journey.step, event': (wrong) => journey.step(state, wrong, form, now),
    'journey.step, form': (wrong) => journey.step(state, event, wrong, now),
    'journey.step, now': (wrong) => journey.step(state, event, form, wrong),
  };
}

/** The same for the server's entry. */
function serverCalls() {
  const { Server, wire, translate } = server;
  const host = Server.parse(settings);
  const headers = [['X-client-id', 'page'], ['X-operating-sys-version', 'linux'], ['X-device-fingerprint', 'f'], ['X-agent', 'node']];
  const request = { method: 'GET', target: '/api/v2/sdk/captcha', headers, body: '' };
  const { state } = host.start(request, now);
  const event = { event: 'application_not_found' };
  const scope = { tenant: 't', clientId: 'page', recipient: { channel: 'email', address: 'a@example.com' } };
  const id = 'a.MDEyMzQ1Njc4OWFiY2RlZg';
  const token = host.mintToken(scope, id, 'forget_password', now, now + 1);
  return {
    'Server.parse': (wrong) => Server.parse(wrong),
    'Server.parse, a member': (wrong) => Server.parse({ ...settings, eiam: wrong }).free(),
    'server.start, request': (wrong) => host.start(wrong, now),
    'server.start, now': (wrong) => host.start(request, wrong),
    'server.step, state': (wrong) => host.step(wrong, event, request, now),
    'server.step, event': (wrong) => host.step(state, wrong, request, now),
    'server.step, request': (wrong) => host.step(state, event, wrong, now),
    'server.step, now': (wrong) => host.step(state, event, request, wrong),
    'server.route, method': (wrong) => host.route(wrong, '/otp/send'),
    'server.route, path': (wrong) => host.route('POST', wrong),
    'server.code, scope': (wrong) => host.code(wrong, id, 'login', 'eiam_sdk'),
    'server.code, id': (wrong) => host.code(scope, wrong, 'login', 'eiam_sdk'),
    'server.code, purpose': (wrong) => host.code(scope, id, wrong, 'eiam_sdk'),
    'server.code, profile': (wrong) => host.code(scope, id, 'login', wrong),
    'server.mintToken, scope': (wrong) => host.mintToken(wrong, id, 'login', now, now + 1),
    'server.mintToken, id': (wrong) => host.mintToken(scope, wrong, 'login', now, now + 1),
    'server.mintToken, purpose': (wrong) => host.mintToken(scope, id, wrong, now, now + 1),
    'server.mintToken, issuedAt': (wrong) => host.mintToken(scope, id, 'login', wrong, now + 1),
    'server.mintToken, expiresAt': (wrong) => host.mintToken(scope, id, 'login', now, wrong),
    'server.openToken, token': (wrong) => host.openToken(wrong, scope, ['login'], now),
    'server.openToken, scope': (wrong) => host.openToken(token, wrong, ['login'], now),
    'server.openToken, purposes': (wrong) => host.openToken(token, scope, wrong, now),
    'server.openToken, now': (wrong) => host.openToken(token, scope, ['login'], wrong),
    'server.sealingKey': (wrong) => host.sealingKey(wrong),
    'server.recipient, channel': (wrong) => host.recipient(wrong, 'a@example.com'),
    'server.recipient, address': (wrong) => host.recipient('email', wrong),
    'wire, fault': (wrong) => wire(wrong, 'eiam_sdk', 'en'),
    'wire, profile': (wrong) => wire({ code: 'busy' }, wrong, 'en'),
    'wire, lang': (wrong) => wire({ code: 'busy' }, 'eiam_sdk', wrong),
    'translate, from': (wrong) => translate(wrong, 400, '{}', 'eiam_sdk', 'en'),
    'translate, status': (wrong) => translate('eiam_sdk', wrong, '{}', 'eiam_sdk', 'en'),
    'translate, body': (wrong) => translate('eiam_sdk', 400, wrong, 'eiam_sdk', 'en'),
    'translate, to': (wrong) => translate('eiam_sdk', 400, '{}', wrong, 'en'),
    'translate, lang': (wrong) => translate('eiam_sdk', 400, '{}', 'eiam_sdk', wrong),
  };
}

/** The outcome of a wrong call: an answer, or an Error that says something. A trap of the module is neither. */
function attempt(name, call, wrong) {
  try {
    call(wrong);
  } catch (error) {
    const shown = typeof wrong === 'string' ? `a string of ${wrong.length}` : String(typeof wrong);
    assert.ok(error instanceof Error, `${name} with ${shown} throws ${String(error)}`);
    assert.ok(!(error instanceof WebAssembly.RuntimeError), `${name} with ${shown} traps: ${error.message}`);
    assert.ok(error.message.length > 0, `${name} with ${shown} throws an error without words`);
    assert.ok(typeof error.code === 'string' && typeof error.member === 'string', `${name} with ${shown}: ${error.message}`);
  }
}

for (const [entry, module, calls, works] of [
  ['repass', repass, pageCalls, () => repass.Policy.parse(document).check('Brook#71Lantern', subject).ok],
  ['repass/server', server, serverCalls, () => server.Server.parse(settings).recipient('email', 'A@example.com') === 'a@example.com'],
]) {
  test(`${entry}: every function answers every wrong argument with words`, () => {
    for (const [name, call] of Object.entries(calls())) {
      for (const wrong of mistakes()) attempt(name, call, wrong);
    }
  });

  test(`${entry}: 100,000 wrong calls leave the module answering, and its memory bounded`, () => {
    // Once the module is loaded, this only hands out its exports.
    const { memory, __wbindgen_externrefs: references } = module.initSync();
    const small = mistakes().filter((wrong) => typeof wrong !== 'string' || wrong.length < 1000);
    const functions = Object.entries(calls());
    const round = (count) => {
      for (let at = 0; at < count; at += 1) {
        const [name, call] = functions[at % functions.length];
        attempt(name, call, small[Math.floor(at / functions.length) % small.length]);
      }
    };
    round(10_000);
    const before = { bytes: memory.buffer.byteLength, references: references.length };
    round(100_000);
    const grown = { bytes: memory.buffer.byteLength - before.bytes, references: references.length - before.references };
    assert.ok(grown.bytes < 1024 * 1024, `the module's memory grew by ${grown.bytes} bytes`);
    // wasm-bindgen keeps one slot for each import that throws; only getters and proxies that throw bring that about.
    assert.ok(grown.references < 10_000, `${grown.references} slots for the callers' values are kept`);
    assert.equal(works(), true);
  });
}

test('a password that is no string is an error, never a verdict', () => {
  const policy = repass.Policy.parse({ version: 1 });
  for (const wrong of [1, null, undefined, {}, [], Symbol('s'), true]) {
    assert.throws(() => policy.check(wrong), Error);
    assert.throws(() => policy.forSubject({}).check(wrong), Error);
  }
});

test('what is wrong is named, and its value is not repeated', () => {
  const { Server } = server;
  const host = Server.parse(settings);
  const journey = repass.Journey.parse(setup);
  const { state } = journey.start('j', now);
  const request = { method: 'POST', target: '/otp/send', headers: [], body: '' };
  const secret = 'Unmistakable#71';
  for (const [call, code, member] of [
    [() => Server.parse({ ...settings, eiam: { tries: secret } }), 'settings', 'eiam.tries'],
    [() => Server.parse({ keys: [{ kid: 'a', key: secret }] }), 'settings', 'keys.key'],
    [() => Server.parse(secret), 'settings', ''],
    [() => host.start({ ...request, body: [secret] }, now), 'invalid_value', 'request'],
    [() => host.start(request, secret), 'wrong_type', 'now'],
    [() => host.start(request, 1.5), 'invalid_value', 'now'],
    [() => host.step({ version: secret }, { event: 'failed' }, request, now), 'invalid_value', 'state'],
    [() => host.step(host.start(request, now).state, { event: secret }, request, now), 'invalid_value', 'event'],
    [() => host.step(host.start(request, now).state, { event: 'failed' }, { ...request, target: `/${secret}` }, now), 'invalid_value', 'request'],
    [() => host.code({ tenant: secret }, 'a.b', 'login', 'eiam_sdk'), 'invalid_value', 'scope'],
    [() => host.openToken('', { tenant: 't', clientId: 'c', recipient: { channel: 'sms', address: '+1' } }, [secret], now), 'invalid_value', 'purposes'],
    [() => host.recipient(secret, ''), 'invalid_value', 'channel'],
    [() => repass.Journey.parse({ ...setup, kind: secret }), 'invalid_value', 'kind'],
    [() => repass.Journey.parse({ ...setup, [secret]: 1 }), 'unknown_member', secret],
    [() => journey.step(state, { event: secret }, {}, now), 'invalid_value', 'event'],
    [() => journey.step(state, { event: 'tick' }, { passwort: secret }, now), 'unknown_member', 'form.passwort'],
    [() => journey.step(state, { event: 'tick' }, { password: [secret] }, now), 'wrong_type', 'form.password'],
  ]) {
    assert.throws(call, (error) => {
      assert.deepEqual({ code: error.code, member: error.member }, { code, member });
      assert.ok(member === secret || !error.message.includes('Unmistakable'), error.message);
      if (code === 'settings') assert.ok(error.reason.length > 0);
      return true;
    });
  }
});

test('half a surrogate pair in a form is a character like others', () => {
  const { effects } = repass.Journey.parse(setup).step(
    repass.Journey.parse(setup).start('j', now).state, { event: 'submit' }, { address: 'a\ud800@example.com' }, now);
  assert.equal(effects.at(-1).effect, 'show');
});
