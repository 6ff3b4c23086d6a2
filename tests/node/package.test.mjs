// The npm package itself: how it is installed, imported and typed, and what it does when it is called wrongly.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import * as repass from 'repass';
import { translate, wire } from 'repass/server';

const { fromWire, help, Policy, message, score, strength } = repass;
const packageFolder = fileURLToPath(new URL('../../wasm/npm', import.meta.url));
const document = {
  version: 1,
  length: { min: 8, max: 50 },
  username: { equal: true },
  contains: { username: true, namePinyin: true },
};
const subject = { username: 'zhangwei', name: '张伟', email: 'asdas@example.com', mobile: '+86-13800138000', words: ['acme'] };

test('init can be awaited in Node and does nothing more', async () => {
  assert.equal(await repass.init(), undefined);
  assert.equal(await repass.init(), undefined);
});

test('a policy is parsed from a string and from an object alike', () => {
  for (const source of [document, JSON.stringify(document)]) {
    const report = Policy.parse(source).check('zhangwei', subject);
    assert.equal(report.ok, false);
    assert.equal(report.violations[0].code, 'username_equal');
  }
});

test('a refused policy is an Error with a code and the member at fault', () => {
  const refusals = [
    ['{', 'not_json', ''],
    ['[]', 'wrong_type', ''],
    ['{"version":1,"version":1}', 'duplicate_member', 'version'],
    [{ version: 1, lenght: {} }, 'unknown_member', 'lenght'],
    [{}, 'missing_member', 'version'],
    [{ version: 1, length: { min: '8' } }, 'wrong_type', 'length.min'],
    [{ version: 1, length: { min: 9, max: 8 } }, 'impossible', 'length.min'],
    [{ version: 1, weak: { words: ['a', ''] } }, 'out_of_range', 'weak.words[1]'],
  ];
  for (const [source, code, member] of refusals) {
    assert.throws(
      () => Policy.parse(source),
      (error) => {
        assert.ok(error instanceof Error);
        assert.deepEqual({ code: error.code, member: error.member }, { code, member });
        assert.ok(error.message.length > 0);
        return true;
      },
    );
  }
});

test('a policy may have 262,144 bytes and not one more', () => {
  const text = '{"version":1}';
  assert.equal(Policy.parse(text.padEnd(262_144)).check('x').ok, true);
  assert.throws(() => Policy.parse(text.padEnd(262_145)), { code: 'too_large', member: '' });
});

test('a report is plain data that survives JSON', () => {
  const report = Policy.parse(document).check('short', subject);
  assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  assert.equal(Object.getPrototypeOf(report), Object.prototype);
});

test('a report does not repeat the password', () => {
  const password = 'zhangweiUnmistakable';
  assert.ok(!JSON.stringify(Policy.parse(document).check(password, subject)).includes('Unmistakable'));
});

test('a checker gives what the policy gives', () => {
  const policy = Policy.parse(document);
  const checker = policy.forSubject(subject);
  for (const password of ['', 'short', 'zhangwei', 'xxzhangwei99', 'Brook#71Lantern']) {
    assert.deepEqual(checker.check(password), policy.check(password, subject));
  }
});

test('a subject may be left out', () => {
  const policy = Policy.parse(document);
  assert.equal(policy.check('Brook#71Lantern').ok, true);
  assert.equal(policy.check('Brook#71Lantern', undefined).ok, true);
  assert.equal(policy.check('Brook#71Lantern', {}).ok, true);
});

test('strength and score agree', () => {
  for (const password of ['', 'password', 'zhangwei2024', 'Brook#71Lantern']) {
    assert.equal(strength(password, ['zhangwei']).score, score(password, ['zhangwei']));
  }
  assert.ok(score('password', []) < score('Brook#71Lantern', []));
});

test('a fault becomes a vendor\'s answer, another vendor\'s, and a fault again', () => {
  const answer = wire({ code: 'email_code_wrong' }, 'eiam_sdk', 'zh');
  assert.deepEqual(fromWire('eiam_sdk', answer.status, answer.body), { code: 'email_code_wrong' });
  const other = translate('eiam_sdk', answer.status, answer.body, 'tencent_ciam', 'en');
  assert.equal(typeof JSON.parse(other.body).error, 'string');
  assert.deepEqual(wire({ code: 'sms_quota_exceeded', args: { retryAfter: 60 } }, 'eiam_sdk', 'en').headers, [['Retry-After', '60']]);
  const unknown = fromWire('eiam_sdk', 418, '{"error_code":"SDK.TEA.0001","error_msg":"short and stout"}');
  assert.deepEqual(unknown, { code: 'unknown', args: { status: 418, vendorCode: 'SDK.TEA.0001', text: 'short and stout' } });
});

test('what a page says about a fault can be had, and null where it says nothing', () => {
  assert.match(help({ code: 'username_equal' }, 'en'), /username/);
  assert.notEqual(help({ code: 'username_equal' }, 'zh'), help({ code: 'username_equal' }, 'en'));
  assert.equal(help({ code: 'unknown', args: { status: 418, vendorCode: '', text: '' } }, 'en'), null);
});

test('a policy that was freed says so', () => {
  const policy = Policy.parse(document);
  policy.free();
  assert.throws(() => policy.check('Brook#71Lantern'), Error);
  assert.equal(Policy.parse(document).check('Brook#71Lantern').ok, true);
});

test('the packed package installs elsewhere and is imported by its name', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'repass-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const packed = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], packageFolder));
  const [{ filename, files }] = Array.isArray(packed) ? packed : Object.values(packed);
  const names = files.map((file) => file.path);
  const entry = ['node.js', 'web.js', 'repass.js', 'repass.d.ts', 'index.d.ts', 'repass_bg.wasm'];
  const server = ['server.js', 'server.d.ts', 'repass_server.js', 'repass_server.d.ts', 'repass_server_bg.wasm'];
  for (const name of ['package.json', 'README.md', ...entry, ...server]) {
    assert.ok(names.includes(name), `${name} is in the package`);
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  npm(['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], folder);
  const program = `
    import { init, Policy } from 'repass';
    import { wire } from 'repass/server';
    await init();
    const [violation] = Policy.parse({ version: 1, length: { min: 8 } }).check('short').violations;
    console.log(violation.code, JSON.parse(wire(violation, 'eiam_sdk', 'en').body).error_code);`;
  writeFileSync(join(folder, 'main.js'), program);
  assert.equal(execFileSync(process.execPath, ['main.js'], { cwd: folder, encoding: 'utf8' }), 'length PWD.0002\n');
});

test('a bundler for pages gets the entry without node: imports', async () => {
  const manifest = createRequire(import.meta.url)('repass/package.json');
  assert.equal(manifest.exports['.'].default, './web.js');
  const web = await import(new URL('../../wasm/npm/web.js', import.meta.url));
  const names = (module) => Object.keys(module).filter((name) => name !== 'default').sort();
  assert.deepEqual(names(web), names(repass));
});

test('a page has no way to the server\'s module', async () => {
  const manifest = createRequire(import.meta.url)('repass/package.json');
  assert.deepEqual(Object.keys(manifest.exports['./server']), ['types', 'node']);
  for (const name of ['web.js', 'repass.js', 'node.js']) {
    assert.ok(!readFileSync(join(packageFolder, name), 'utf8').includes('repass_server'), name);
  }
});

test('the page entry takes bytes, loads once and tries again after a failure', () => {
  const program = `
    import assert from 'node:assert/strict';
    import { readFileSync } from 'node:fs';
    const { init, Policy } = await import('./web.js');
    await assert.rejects(init(new Uint8Array([1, 2, 3])));
    const loading = init(readFileSync('./repass_bg.wasm'));
    assert.equal(init(), loading);
    await loading;
    assert.equal(Policy.parse({ version: 1 }).check('x').ok, true);`;
  // A process of its own: in this one the module is loaded already.
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: packageFolder });
});

function npm(words, cwd) {
  return execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
