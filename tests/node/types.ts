// Compiled, never run: what an editor shows to somebody who uses the package.
import { fromWire, help, init, Journey, message, Policy, problemMessage, score, strength } from 'repass';
import type { JourneyView } from 'repass';
import { Server, translate, wire } from 'repass/server';
import type { Effect, Event } from 'repass/server';

await init();
await init(new URL('https://example.com/repass_bg.wasm'));
await init(new Uint8Array());

const policy = Policy.parse({ version: 1, length: { min: 8 } });
Policy.parse('{"version":1}');

const report = policy.check('password', { username: 'zhangwei', words: ['acme'] });
const ok: boolean = report.ok;
const length: number = report.length;
const deferred: string[] = report.deferred;
for (const violation of report.violations) {
  const text: string = message(violation, 'zh');
  if (violation.code === 'length') {
    const { min, max, actual }: { min: number; max: number; actual: number } = violation.args;
    console.log(min, max, actual, text);
  }
}
policy.check('password');
policy.forSubject({ username: 'zhangwei' }).check('password');

const lines = policy.checklist('password', { username: 'zhangwei' }, 'en');
const line: string = lines[0]!.text;
const attribute: string = policy.passwordRules();
const measured: number = strength('password', ['acme']).guessesLog10;
const points: number = score('password', []);

const journey = Journey.parse({ kind: 'forgot_by_email', clientId: 'page', policy: { version: 1 } });
let { state, effects } = journey.start('random', Date.now());
({ state, effects } = journey.step(state, { event: 'typed', args: { field: 'password' } }, { password: 'x' }, Date.now()));
let view: JourneyView | undefined;
for (const effect of effects) {
  if (effect.effect === 'show') view = effect.args;
  if (effect.effect === 'send') console.log(effect.args.request.target);
  if (effect.effect === 'done' && effect.args.outcome === 'logged_in') console.log(effect.args.args.session.idToken);
}
const shown: string | undefined = view?.fields[0]?.fault && message(view.fields[0].fault, 'en');
const problem: string | undefined = view?.fields[0]?.problem && problemMessage(view.fields[0].problem, 'zh');
const measure: string | null = help(fromWire('eiam_sdk', 400, '{}'), 'en');

const server = Server.parse({ keys: [{ kid: 'a', key: '…' }], eiam: { tries: 3 } });
const request = { method: 'POST', target: '/otp/send', headers: [['Accept', '*/*'] as [string, string]], body: '{}', source: '192.0.2.1' };
let step = server.start(request, Date.now());
function perform(effect: Effect): Event {
  switch (effect.effect) {
    case 'find_account':
      return 'id' in effect.args.whose ? { event: 'account_not_found' } : { event: 'failed' };
    case 'take_quota':
      return { event: 'quota_exceeded', args: { retryAfter: effect.args.quota.window / 1000 } };
    default:
      return { event: 'failed' };
  }
}
if (step) step = server.step(step.state, perform(step.effect), request, Date.now());
const routed = server.route('GET', '/otp/send');
const allow: string | undefined = routed && 'methodNotAllowed' in routed ? routed.methodNotAllowed : routed?.call;
const scope = { tenant: 't', clientId: 'c', recipient: { channel: 'sms' as const, address: '+8615201657315' } };
const code: string | null = server.code(scope, 'a.b', 'reset_password', 'tencent_ciam');
const until: number | undefined = server.openToken('t', scope, ['login', 'mfa'], 0)?.expiresAt;
const key: Uint8Array | undefined = server.sealingKey()?.key;
const status: number = wire({ code: 'busy' }, 'eiam_tenant', 'en').status + translate('eiam_sdk', 400, '', 'oneaccess', 'en').status;

// @ts-expect-error there is no such event
journey.step(state, { event: 'typing' }, {}, 0);
// @ts-expect-error a form has no such member
journey.step(state, { event: 'tick' }, { passwort: '' }, 0);
// @ts-expect-error an event's arguments belong to it
({ event: 'quota_exceeded', args: { retry: 1 } }) satisfies Event;
// @ts-expect-error a profile is one of five
wire({ code: 'busy' }, 'eiam', 'en');
// @ts-expect-error a password is a string
policy.check(12345678);
// @ts-expect-error a subject has no such member
policy.check('password', { user: 'zhangwei' });

export { allow, attribute, code, deferred, key, length, line, measure, measured, ok, points, problem, shown, status, until };
