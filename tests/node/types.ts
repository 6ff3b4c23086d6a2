// Compiled, never run: what an editor shows to somebody who uses the package.
import { init, message, Policy, score, strength } from 'repass';

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

// @ts-expect-error a password is a string
policy.check(12345678);
// @ts-expect-error a subject has no such member
policy.check('password', { user: 'zhangwei' });

export { attribute, deferred, length, line, measured, ok, points };
