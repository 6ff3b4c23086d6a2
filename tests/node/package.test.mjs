// The npm package itself: how it is installed, imported and typed, and what it does when it is called wrongly.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import * as repass from 'repass';

const { Policy, message, score, strength } = repass;
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
    1, -1, NaN, Infinity, 10n, true, null, undefined, Symbol('s'), () => 1, cyclic, throwing, revoked.proxy, [], [1], new Map(), new Date(NaN),
    { username: 1 }, { words: 'acme' }, { words: [1] }, { username: Symbol('s') }, 'x'.repeat(300_000), '\ud800', '',
  ];
}

/** Each function, with each of its arguments wrong in turn. */
function calls() {
  const policy = Policy.parse(document);
  const checker = policy.forSubject(subject);
  const fault = { code: 'empty' };
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
    'strength, password': (wrong) => strength(wrong, []),
    'strength, words': (wrong) => strength('Brook#71Lantern', wrong),
    'score, password': (wrong) => score(wrong, []),
    'score, words': (wrong) => score('Brook#71Lantern', wrong),
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
  }
}

test('every function answers every wrong argument with words', () => {
  for (const [name, call] of Object.entries(calls())) {
    for (const wrong of mistakes()) attempt(name, call, wrong);
  }
});

test('a password that is no string is an error, never a verdict', () => {
  const policy = Policy.parse({ version: 1 });
  for (const wrong of [1, null, undefined, {}, [], Symbol('s'), true]) {
    assert.throws(() => policy.check(wrong), Error);
    assert.throws(() => policy.forSubject({}).check(wrong), Error);
  }
});

test('100,000 wrong calls leave the module answering, and its memory bounded', () => {
  // Once the module is loaded, this only hands out its exports.
  const { memory, __wbindgen_externrefs: references } = repass.initSync();
  const small = mistakes().filter((wrong) => typeof wrong !== 'string' || wrong.length < 1000);
  const functions = Object.entries(calls());
  const round = (count) => {
    for (let at = 0; at < count; at += 1) {
      const [name, call] = functions[at % functions.length];
      attempt(name, call, small[at % small.length]);
    }
  };
  round(10_000);
  const before = { bytes: memory.buffer.byteLength, references: references.length };
  round(100_000);
  const grown = { bytes: memory.buffer.byteLength - before.bytes, references: references.length - before.references };
  assert.ok(grown.bytes < 1024 * 1024, `the module's memory grew by ${grown.bytes} bytes`);
  // wasm-bindgen keeps one slot for each import that throws; only getters and proxies that throw bring that about.
  assert.ok(grown.references < 10_000, `${grown.references} slots for the callers' values are kept`);
  assert.equal(Policy.parse(document).check('Brook#71Lantern', subject).ok, true);
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
  for (const name of ['package.json', 'README.md', 'node.js', 'web.js', 'repass.js', 'repass.d.ts', 'index.d.ts', 'repass_bg.wasm']) {
    assert.ok(names.includes(name), `${name} is in the package`);
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  npm(['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], folder);
  const program = `
    import { init, Policy } from 'repass';
    await init();
    console.log(Policy.parse({ version: 1, length: { min: 8 } }).check('short').violations[0].code);`;
  writeFileSync(join(folder, 'main.js'), program);
  assert.equal(execFileSync(process.execPath, ['main.js'], { cwd: folder, encoding: 'utf8' }), 'length\n');
});

test('a bundler for pages gets the entry without node: imports', async () => {
  const manifest = createRequire(import.meta.url)('repass/package.json');
  assert.equal(manifest.exports['.'].default, './web.js');
  const web = await import(new URL('../../wasm/npm/web.js', import.meta.url));
  const names = (module) => Object.keys(module).filter((name) => name !== 'default').sort();
  assert.deepEqual(names(web), names(repass));
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

test('the types compile in strict mode, and refuse what is wrong', () => {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom'];
  const file = fileURLToPath(new URL('types.ts', import.meta.url));
  try {
    execFileSync(process.execPath, [tsc, ...options, file], { encoding: 'utf8' });
  } catch (error) {
    assert.fail(error.stdout);
  }
});

function npm(words, cwd) {
  return execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
