// The page "Log in", and the one that comes first when the password has expired.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { message } from 'repass';
import { freshPassword, givePassword, logInByHand, openJourneys, people, startJourneys } from './journey-fixture.mjs';
import { current } from './page-fixture.mjs';

const login = 'POST /api/v2/sdk/login';
const { zhangwei, zenglijun } = people;

let server;
let pages;

before(async () => {
  server = await startJourneys();
  pages = await openJourneys(server);
});

after(async () => {
  await pages?.close();
  await server?.close();
});

test('whoever logs in sees who they are, and can log out', () =>
  pages.visit('/login.html', async (visited) => {
    const { page } = visited;
    const password = await givePassword(server, zhangwei);
    await visited.logIn('zhangwei', password);
    const session = page.locator('#session');
    await session.waitFor();
    assert.match(await session.innerText(), /logged in as 张伟[^]*zhangwei[^]*asdas@bamboocloud\.cn/);
    assert.equal(await visited.focused(), 'session');
    assert.ok(!(await visited.stored()).includes(password), 'no password is kept');
    assert.equal(await page.evaluate(() => Object.keys(localStorage).join()), 'repass.device', 'no token outlives the tab');
    await page.reload();
    await session.waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    assert.equal(await session.isVisible(), false);
    assert.equal(await page.locator('#password').inputValue(), '');
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  }));

test('a wrong password and a user that nobody is are told alike', () =>
  pages.visit('/login.html', async (visited) => {
    await visited.logIn('zhangwei', 'Wrong&41Violin');
    const wrong = await visited.notice();
    assert.equal(wrong, message({ code: 'password_wrong' }, 'en'));
    assert.equal(await visited.focused(), 'password');
    await visited.logIn('nobody', 'Wrong&41Violin');
    assert.equal(await visited.notice(), wrong);
    await visited.page.getByRole('button', { name: '中文' }).click();
    assert.equal(await visited.notice(), message({ code: 'password_wrong' }, 'zh'));
  }));

test('a frozen user is not let in, and only the right password says so', () =>
  pages.visit('/login.html', async (visited) => {
    await visited.logIn('frozen', 'Wrong&41Violin');
    assert.equal(await visited.notice(), message({ code: 'password_wrong' }, 'en'));
    await visited.logIn('frozen', current);
    assert.match(await visited.notice(), /no access/);
    assert.equal(await visited.page.evaluate(() => sessionStorage.length), 0);
  }));

test('what is missing is pointed out, and nothing is sent', () =>
  pages.visit('/login.html', async (visited) => {
    await visited.submit.click();
    assert.equal(await visited.focused(), 'user-name');
    assert.equal(await visited.problem('password').innerText(), 'This is needed.');
    assert.equal(visited.count(login), 0);
  }));

test('a double click logs in once', () =>
  pages.visit('/login.html', async (visited) => {
    const password = await givePassword(server, zhangwei);
    await visited.fill({ 'user-name': 'zhangwei', password });
    await visited.submit.dblclick();
    await visited.page.locator('#session').waitFor();
    assert.equal(visited.count(login), 1);
  }));

test('without a network the page says so, and works once there is one', () =>
  pages.visit('/login.html', async (visited) => {
    const password = await givePassword(server, zhangwei);
    await visited.page.route('**/sdk/login', (route) => route.abort());
    await visited.fill({ 'user-name': 'zhangwei', password });
    await visited.submit.click();
    assert.match(await visited.notice(), /could not be reached/);
    await visited.page.unroute('**/sdk/login');
    await visited.submit.click();
    await visited.page.locator('#session').waitFor();
  }));

for (const [status, said] of [['MFA_AUTH', /second step/], ['SOMETHING', /cannot read/]]) {
  test(`the status ${status} is told in words`, () =>
    pages.visit(
      '/login.html',
      async (visited) => {
        await visited.logIn('zhangwei', 'Any&41Violin');
        assert.match(await visited.notice(), said);
        assert.equal(await visited.page.locator('#session').isVisible(), false);
      },
      { prepare: (page) => page.route('**/sdk/login', (route) => route.fulfill({ json: { status, state_token: 's' } })) },
    ));
}

test('a password that an administrator gave must be changed before anything else', () =>
  pages.visit('/login.html', async (visited) => {
    const { page } = visited;
    const given = await givePassword(server, zenglijun, true);
    await visited.logIn('zenglijun', given);
    await visited.waitForStage('password');
    assert.match(page.url(), /\/expired\.html$/);
    assert.equal(await page.locator('#skip').isVisible(), false);

    const chosen = freshPassword();
    await visited.fill({ oldPassword: 'Wrong&41Violin', password: chosen, confirmation: chosen });
    await visited.submit.click();
    await visited.problem('oldPassword').filter({ hasText: /./ }).waitFor();
    assert.equal(await visited.problem('oldPassword').innerText(), message({ code: 'old_password_wrong' }, 'en'));
    assert.equal(await visited.focused(), 'oldPassword');

    await visited.fill({ oldPassword: given, password: given, confirmation: given });
    await visited.submit.click();
    await page.locator('#rules [data-rule="history"][data-state="wrong"]').waitFor();
    assert.equal(await visited.problem('password').innerText(), message({ code: 'history', args: { remember: 5 } }, 'en'));

    await visited.fill({ password: chosen, confirmation: chosen });
    await visited.submit.click();
    await visited.end.waitFor();
    assert.match(await visited.end.innerText(), /new password is set, and you are logged in/);
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.locator('#session').waitFor();
    assert.match(await page.locator('#session').innerText(), /曾丽君/);
    assert.equal(await logInByHand(server, zenglijun, chosen), 'SUCCESS');
    assert.equal(await logInByHand(server, zenglijun, given), 'SDK.LOGIN.1005');
  }));

/** A password is about to expire only after a day: the answer to a login that wants another one is made to advise it. */
const asAdvice = (page) =>
  page.route('**/sdk/login', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    assert.equal(body.status, 'PASSWORD_EXPIRED');
    await route.fulfill({ response, json: { ...body, status: 'PASSWORD_WARN' } });
  });

test('a password that expires soon may be kept for now', () =>
  pages.visit(
    '/login.html',
    async (visited) => {
      const { page } = visited;
      const claims = { api: JSON.stringify({ id: zhangwei.id, userName: 'zhangwei', name: '张伟' }) };
      const idToken = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
      await page.route('**/pwd/skip-update', (route) => {
        assert.ok(route.request().headers()['x-state-token']);
        return route.fulfill({ json: { status: 'SUCCESS', session_token: 's', expire: 43200, id_token: idToken } });
      });
      await visited.logIn('zhangwei', await givePassword(server, zhangwei, true));
      await visited.waitForStage('password');
      assert.equal(await page.locator('h1').innerText(), 'Your password expires soon');
      await page.getByRole('button', { name: 'Not now' }).click();
      await page.locator('#session').waitFor();
      assert.match(page.url(), /\/login\.html$/);
      assert.match(await page.locator('#session').innerText(), /logged in as 张伟/);
    },
    { prepare: asAdvice },
  ));

test('a password that expires soon can be changed at once, and a double click does it once', () =>
  pages.visit(
    '/login.html',
    async (visited) => {
      const password = await givePassword(server, zhangwei, true);
      await visited.logIn('zhangwei', password);
      await visited.waitForStage('password');
      const chosen = freshPassword();
      await visited.fill({ oldPassword: password, password: chosen, confirmation: chosen });
      await visited.submit.dblclick();
      await visited.end.waitFor();
      assert.match(await visited.end.innerText(), /you are logged in/);
      assert.equal(visited.count('POST /api/v2/sdk/pwd/update'), 1);
      assert.equal(await logInByHand(server, zhangwei, chosen), 'SUCCESS');
    },
    { prepare: asAdvice },
  ));

test('a state token that is good no more leads back to logging in', () =>
  pages.visit('/login.html', async (visited) => {
    const { page } = visited;
    await visited.logIn('zenglijun', await givePassword(server, zenglijun, true));
    await visited.waitForStage('password');
    // Another password ends what the login had begun.
    const given = await givePassword(server, zenglijun, true);
    const chosen = freshPassword();
    await visited.fill({ oldPassword: given, password: chosen, confirmation: chosen });
    await visited.submit.click();
    await visited.end.waitFor();
    assert.match(await visited.end.innerText(), /Log in first/);
    await page.getByRole('link', { name: 'Log in', exact: true }).first().click();
    await page.locator('#user-name').waitFor();
  }));

test('the page for an expired password says that logging in comes first', () =>
  pages.visit('/expired.html', async (visited) => {
    assert.match(await visited.end.innerText(), /Log in first/);
    assert.equal(visited.requests.filter((request) => request.includes('/sdk/')).length, 0);
  }));
