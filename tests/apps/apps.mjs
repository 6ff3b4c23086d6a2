// The terminal apps, from the address to the login with the new password, as a person and as a script use them.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, describe } from 'node:test';
import { solve } from '../e2e/slider.mjs';
import { Program } from './program.mjs';
import { current, startServer } from './server.mjs';

const zhangwei = { username: 'zhangwei', address: 'asdas@bamboocloud.cn' };
const zenglijun = { username: 'zenglijun', address: 'MOCK_EMAIL@163.com' };
/** Seven letters have three classes, eight are long enough. */
const password = 'Violet%Harbour42';
const bullets = (count) => '•'.repeat(count);

/** In the workspace, where an app in a root folder of its own sees it too. */
const pictures = mkdtempSync(join(process.env.REPASS_SCRATCH ?? tmpdir(), 'pictures-'));
after(() => rmSync(pictures, { recursive: true }));

/** Runs an app on a server of its own. */
async function withApp(command, words, body, { inTerminal = true } = {}) {
  const server = await startServer();
  const app = new Program(`exec ${command} ${words} --server ${server.address} --pictures '${pictures}'`, { inTerminal });
  try {
    await body(app, server);
  } finally {
    await app.close();
    await server.close();
  }
}

/** Finds where the piece belongs by looking at the files that the app names. */
async function slide(app) {
  const [image, piece] = (await app.until(/(\/\S+image\.png)\n(\/\S+piece\.png)\n.*▏/)).slice(1);
  const [original, jigsaw] = [image, piece].map((file) => readFileSync(file).toString('base64'));
  app.type(`${solve(original, jigsaw)}\n`);
  return image;
}

const wrongOf = (code) => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`;

/** The code's stage, from a wrong code and a password that the server refuses to one that it takes. */
async function setPassword(app, code) {
  await app.until(/Code: ▏/);
  app.type(`${wrongOf(code)}\r`);
  await app.until(/New password: ▏/);

  app.type('Ab1\r');
  await app.until(/New password: •••▏ 3\n {2}✗ .*8/);
  app.type(`${current}\r${current}\r`);
  await app.until(new RegExp(`Code: ${wrongOf(code)}▏\n {2}✗ The code is wrong or has expired\\.`));
  // The first key begins anew; the passwords are still there.
  app.type(`${code}\r\r\r`);
  await app.until(/New password: •+▏ 15\n {2}✗ Do not use your current password or one of the last 5\./);

  for (let count = 1; count <= password.length; count += 1) {
    app.type(password[count - 1]);
    await app.until(new RegExp(`New password: ${bullets(count)}▏ ${count}\n`));
    const { checklist } = app;
    const state = (start) => [...checklist].find(([text]) => text.startsWith(start))?.[1];
    assert.equal(state('8 to 50 characters'), count < 8 ? '○' : '✓', `length, ${count}`);
    assert.equal(state('At least 3 of'), count < 7 ? '○' : '✓', `classes, ${count}`);
    assert.equal(state('Not your username'), '✓', `username, ${count}`);
    assert.equal(state('Not your current password'), '?', `history, ${count}`);
  }
  assert.deepEqual(new Set(app.checklist.values()), new Set(['✓', '?']), 'nothing is left to be met');
  app.type(`\r${password}!`);
  await app.until(new RegExp(`Once more: ${bullets(password.length + 1)}▏`));
  app.type('\r');
  await app.until(/✗ The two passwords are not the same\./);
  app.type(`${password}\r`);
}

async function succeeds(app, server, { username }) {
  assert.equal(await app.end(), 0, app.screen);
  assert.match(app.raw, /\x1b\[\?25h\x1b\[\?1049lThe password is set\./, 'the terminal is as it was, and says how it ended');
  for (const secret of [password, current]) assert.ok(!app.raw.includes(secret), 'no password is shown');
  assert.ok(await server.opensFor(username, password), 'the new password logs in');
  assert.ok(!(await server.opensFor(username, current)), 'the old one does not');
}

/** The tests of an app; `command` starts it, for a shell. */
export function testApp(language, command) {
  describe(language, () => {
    test('a password forgotten in EIAM is set by a slider and a code', () =>
      withApp(command, 'forgot --demo', async (program, server) => {
        await program.until(/E-mail address: ▏/);
        assert.match(program.screen, new RegExp(`${server.address}/demo/outbox`));
        program.type('asdas@\r');
        await program.until(/E-mail address: asdas@▏\n {2}✗ This is not an e-mail address\./);
        program.type(`${zhangwei.address}\r`);

        const first = (await program.until(/\S+image\.png/))[0];
        program.type('0\r');
        await program.until(/✗ Solve the puzzle again\.[^]*▏\n/);
        assert.notEqual(await slide(program), first, 'another puzzle');
        await setPassword(program, await server.code(zhangwei.address));
        await succeeds(program, server, zhangwei);
        assert.ok(!existsSync(first), 'its pictures are gone');
      }));

    test('a password forgotten in CIAM is reset by a code', () =>
      withApp(command, 'reset', async (program, server) => {
        await program.until(/E-mail address: ▏/);
        program.type(`${zenglijun.address}\r`);
        await setPassword(program, await server.code(zenglijun.address));
        await succeeds(program, server, zenglijun);
      }));

    test('a script fills in the form line by line', () =>
      withApp(
        command,
        'forgot --lang zh',
        async (program, server) => {
          await program.until(/邮箱地址: ▏\n/);
          program.type(`${zhangwei.address}\n`);
          await slide(program);
          const code = await server.code(zhangwei.address);
          program.type(`${wrongOf(code)}\n${password}\n${password}\n`);
          await program.until(/✗ 验证码不正确或已过期。/);
          program.type(`${code}\n${password}\n${password}\n`);
          assert.equal(await program.end(), 0, program.screen);
          assert.match(program.screen, /密码已设置/);
          assert.ok(!program.raw.includes('\x1b'), 'nothing is coloured or moved');
          assert.ok(await server.opensFor(zhangwei.username, password));
        },
        { inTerminal: false },
      ));

    test('the end of the input ends the app without a password', () =>
      withApp(
        command,
        'reset',
        async (program, server) => {
          program.child.stdin.end('nobody@\n');
          assert.equal(await program.end(), 1);
          assert.match(program.screen, /✗ This is not an e-mail address\.[^]*The password was not set\./);
          assert.deepEqual(await server.codes(zenglijun.address), []);
        },
        { inTerminal: false },
      ));

    test('a new code can be asked for once its time has come, and the one before is worth nothing', () =>
      withApp(command, 'reset', async (program, server) => {
        await program.until(/E-mail address: ▏/);
        program.type(`${zenglijun.address}\r`);
        await program.until(/Code: ▏[^]*a new code in \d+ s/);
        const old = await server.code(zenglijun.address);
        program.type(`r${old}`);
        await program.until(new RegExp(`Code: ${old}▏`));
        await program.until(/r: a new code/);
        program.type('r');
        await program.until(/Code: ▏[^]*a new code in \d+ s/);
        const code = await server.code(zenglijun.address, 2);
        assert.equal((await server.codes(zenglijun.address)).length, 2, 'none was sent too early');
        program.type(`${old}\r${password}\r${password}\r`);
        await program.until(/✗ The code is wrong or has expired\./);
        program.type(`${code}\r\r\r`);
        await succeeds(program, server, zenglijun);
      }));

    test('a server that is gone is told, and what was typed stays', () =>
      withApp(command, 'reset', async (program, server) => {
        await program.until(/E-mail address: ▏/);
        await server.close();
        program.type(`${zenglijun.address}\r`);
        await program.until(new RegExp(`✗ The system is busy\\.[^]*E-mail address: ${zenglijun.address}▏`));
        program.type('\x03');
        assert.equal(await program.end(), 130);
      }));

    test('without a server there is a word and no form', async () => {
      const program = new Program(`exec ${command} reset --server http://127.0.0.1:9`, { inTerminal: true });
      assert.equal(await program.end(), 1);
      assert.match(program.raw, /The server's password policy could not be read\./);
    });

    test('Ctrl-C ends the app and gives the terminal back as it was', () =>
      withApp(`sh -c 'stty -a; trap : INT; "$@"; echo "status $?"; stty -a' sh ${command}`, 'reset', async (program) => {
        await program.until(/E-mail address: ▏/);
        program.type('\x03');
        assert.equal(await program.end(), 0);
        const [before, , after] = program.raw.replaceAll('\r', '').split(/\x1b\[\?1049h[^]*\x1b\[\?1049l|status 130\n/);
        assert.match(after, / echo /);
        assert.equal(after, before);
      }));

    test('arguments that make no sense are answered with how it is used', async () => {
      for (const words of ['', 'remember', 'reset --server ftp://127.0.0.1', 'reset --lang']) {
        const program = new Program(`exec ${command} ${words}`, { inTerminal: false });
        assert.equal(await program.end(), 2, words);
        assert.match(program.screen, /Usage: repass-/);
      }
      const program = new Program(`exec ${command} --help`, { inTerminal: false });
      assert.equal(await program.end(), 0);
    });
  });
}
