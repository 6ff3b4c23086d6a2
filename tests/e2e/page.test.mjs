// What a person does on the page "Set a new password".
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { message, Policy } from 'repass';
import { bare, current, good, openPages, startServer, zenglijun, zhangwei } from './page-fixture.mjs';

let server;
let pages;
let policy;

before(async () => {
  server = await startServer();
  pages = await openPages(server.address);
  const answer = await fetch(`${server.address}/api/v1/policy?client_id=demo-admin`);
  policy = Policy.parse(await answer.text());
});

after(async () => {
  await pages?.close();
  await server?.close();
});

test('the page opens ready to type: the application and 张伟 are chosen, no rule is met', () =>
  pages.visit(async ({ page, ...visited }) => {
    assert.equal(await page.locator('#application-name').innerText(), 'demo-admin');
    assert.equal(await page.locator('#client-secret').inputValue(), 'demo-admin-secret');
    assert.equal(await page.locator('#user').inputValue(), zhangwei);
    assert.match(await page.locator('#user option:checked').innerText(), /张伟/);
    assert.ok(await page.locator('#must-change').isChecked());
    assert.equal(await page.locator('#rules [data-state="met"]').count(), 0);
    assert.ok(visited.requests.includes('GET /api/v1/policy'));
  }));

test('each letter turns the lines exactly as the package in Node does, and no request goes out', () =>
  pages.visit(async (visited) => {
    const subject = { username: 'zhangwei', name: '张伟', email: 'asdas@bamboocloud.cn', mobile: '+86-13800138000' };
    await visited.page.waitForLoadState('networkidle');
    const before = visited.requests.length;
    let typed = '';
    for (const letter of 'zhangwei1111Cedar&41Violin') {
      typed += letter;
      await visited.password.press(letter);
      const expected = policy.checklist(typed, subject, 'en').map((line) => [line.id, line.state]);
      assert.deepEqual(await visited.states(), Object.fromEntries(expected), `after ${typed.length} letters`);
    }
    assert.equal(visited.requests.length, before, 'typing asks no server');
  }));

test('lines turn from unmet to met while typing, and back', () =>
  pages.visit(async (visited) => {
    const state = async (id) => (await visited.states())[id];
    await visited.password.pressSequentially('cedar&4');
    assert.equal(await state('length'), 'unmet');
    assert.equal(await state('characters.classes'), 'unmet', 'no upper-case letter yet');
    await visited.password.press('V');
    assert.equal(await state('length'), 'met');
    assert.equal(await state('characters.classes'), 'met');
    await visited.password.pressSequentially('ooo');
    assert.equal(await state('repeats'), 'met');
    await visited.password.press('o');
    assert.equal(await state('repeats'), 'unmet');
    await visited.password.press('Backspace');
    assert.equal(await state('repeats'), 'met');
    assert.equal(await state('history'), 'server');
    assert.match(await visited.line('length').innerText(), /8 to 50 characters/);
  }));

test('a name in pinyin is found, and it depends on who the user is', () =>
  pages.visit(async (visited) => {
    await visited.password.pressSequentially('Wei-Zhang~Cedar41');
    assert.equal((await visited.states()).personal, 'unmet');
    await visited.page.locator('#user').selectOption(zenglijun);
    assert.equal((await visited.states()).personal, 'met');
  }));

test('the strength is a meter with a word', () =>
  pages.visit(async ({ page, password }) => {
    const meter = page.getByRole('meter', { name: 'Strength' });
    await password.fill('a');
    assert.equal(await meter.getAttribute('aria-valuenow'), '0');
    assert.equal(await meter.getAttribute('aria-valuetext'), 'Very weak');
    await password.fill(good);
    assert.equal(await meter.getAttribute('aria-valuenow'), '4');
    assert.equal(await meter.getAttribute('aria-valuetext'), 'Strong');
    assert.equal(await page.locator('#strength-word').innerText(), 'Strong');
  }));

test('a switch turns everything to Chinese, and the choice is remembered', () =>
  pages.visit(async (visited) => {
    const { page } = visited;
    await visited.password.fill('cedar');
    await page.getByRole('button', { name: '中文' }).click();
    const isChinese = async () => {
      assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
      assert.match(await page.title(), /设置新密码/);
      assert.equal(await page.locator('h1').innerText(), '设置新密码');
      assert.match(await visited.line('length').innerText(), /8到50个字符/);
      assert.equal(await visited.submit.innerText(), '设置密码');
    };
    await isChinese();
    assert.equal(await visited.password.inputValue(), 'cedar', 'what was typed stays');
    await page.reload();
    await visited.line('length').waitFor();
    await isChinese();
  }));

test('a browser in Chinese gets the page in Chinese', async () => {
  const chinese = await openPages(server.address, { locale: 'zh-CN' });
  try {
    await chinese.visit(async ({ page }) => {
      assert.equal(await page.locator('h1').innerText(), '设置新密码');
      assert.equal(await page.getByRole('button', { name: '中文' }).getAttribute('aria-pressed'), 'true');
    });
  } finally {
    await chinese.close();
  }
});

test('a good password is set: the answer names the user, and the field is empty again', () =>
  pages.visit(async (visited) => {
    await visited.page.locator('#user').selectOption(zenglijun);
    await visited.setPassword(good);
    const { kind, text } = await visited.answer();
    assert.equal(kind, 'good');
    assert.match(text, /The password is set/);
    assert.ok(text.includes(zenglijun));
    assert.match(text, /must be changed at the next login/);
    assert.equal(await visited.password.inputValue(), '');
    assert.equal((await visited.states()).length, 'unmet');
    assert.deepEqual(visited.changes(), [`PUT /api/v2/tenant/users/${zenglijun}/change-password`]);
    assert.match(await visited.rawAnswer(), /→ 200[^]*"user_id"/);
    // The second half of a double click.
    await visited.submit.click();
    assert.equal((await visited.answer()).kind, 'good');
    assert.equal(visited.changes().length, 1);
  }));

test('the box says whether the user must change it', () =>
  pages.visit(async (visited) => {
    await visited.page.locator('#user').selectOption(bare);
    await visited.page.getByLabel('must change it').uncheck();
    const sent = visited.page.waitForRequest((request) => request.method() === 'PUT');
    await visited.setPassword(good);
    assert.deepEqual((await sent).postDataJSON(), { password: good, pwd_must_modify: 'false' });
    const { kind, text } = await visited.answer();
    assert.equal(kind, 'good');
    assert.doesNotMatch(text, /next login/);
  }));

test('a password of the history is refused by the server: PWD.0007, and its line is unmet until the password is edited', () =>
  pages.visit(async (visited) => {
    await visited.password.fill(current);
    assert.equal((await visited.states()).history, 'server');
    await visited.submit.click();
    const { kind, text } = await visited.answer();
    assert.equal(kind, 'bad');
    assert.match(text, /PWD\.0007/);
    assert.match(text, /History passwords are not allowed/);
    assert.ok(text.includes(message({ code: 'history', args: { remember: 5 } }, 'en')));
    assert.equal((await visited.states()).history, 'wrong');
    assert.equal(await visited.password.getAttribute('aria-invalid'), 'true');
    assert.equal(await visited.password.inputValue(), current, 'a refused password stays');
    await visited.password.press('x');
    assert.equal((await visited.states()).history, 'server');
    assert.equal(await visited.password.getAttribute('aria-invalid'), null);
    assert.equal(await visited.result.innerText(), '', 'the refusal was about another password');
  }));

test('in Chinese the server answers in Chinese', () =>
  pages.visit(async (visited) => {
    await visited.page.getByRole('button', { name: '中文' }).click();
    await visited.setPassword(current);
    const { text } = await visited.answer();
    assert.match(text, /PWD\.0007/);
    assert.match(text, /不允许使用历史密码/);
    assert.ok(text.includes(message({ code: 'history', args: { remember: 5 } }, 'zh')));
  }));

test('with unmet rules nothing is sent: they are pointed out, and the password has the focus', () =>
  pages.visit(async (visited) => {
    const { page } = visited;
    await visited.setPassword('zhangwei');
    const wrong = await page.locator('#rules [data-state="wrong"]').evaluateAll((lines) => lines.map((line) => line.id));
    assert.ok(wrong.includes('rule-username_equal'));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'password');
    assert.equal(await visited.password.getAttribute('aria-invalid'), 'true');
    const describing = (await visited.password.getAttribute('aria-describedby')).split(' ');
    assert.deepEqual(describing, ['password-problem', ...wrong]);
    assert.match(await page.locator('#password-problem').innerText(), /rules are not met/);
    assert.deepEqual(visited.requests.filter((request) => !request.startsWith('GET')), []);
    await visited.password.press('X');
    assert.equal(await page.locator('#rules [data-state="wrong"]').count(), 0, 'until the password is edited');
  }));

test('an empty password is told in the words of the core', () =>
  pages.visit(async (visited) => {
    await visited.submit.click();
    assert.equal(await visited.page.locator('#password-problem').innerText(), message({ code: 'empty' }, 'en'));
    assert.deepEqual(visited.changes(), []);
  }));
