// The page when something else is broken: the network, the credentials, the server.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { bare, current, good, openPages, startServer, zenglijun, zhangwei } from './page-fixture.mjs';

const token = '**/api/v2/tenant/token';
const change = '**/change-password';

let server;
let pages;

before(async () => {
  server = await startServer();
  pages = await openPages(server.address);
});

after(async () => {
  await pages?.close();
  await server?.close();
});

test('no network: the page says so, and that nothing was changed', () =>
  pages.visit(async (visited) => {
    await visited.page.route(token, (route) => route.abort());
    await visited.setPassword(good);
    const { kind, text } = await visited.answer();
    assert.equal(kind, 'bad');
    assert.match(text, /could not be reached[^]*Nothing was changed/);
    assert.equal(await visited.password.inputValue(), good);
    assert.deepEqual(visited.changes(), []);
    await visited.page.unroute(token);
    await visited.page.locator('#user').selectOption(bare);
    await visited.submit.click();
    await visited.page.locator('#result[data-kind="good"]').waitFor();
  }));

test('the answer is lost: the page does not pretend to know', () =>
  pages.visit(async (visited) => {
    await visited.page.route(change, (route) => route.abort());
    await visited.setPassword(good);
    assert.match((await visited.answer()).text, /No answer[^]*may have been set or not/);
  }));

test('a wrong secret: 401 in words, and the fields unfold', () =>
  pages.visit(async (visited) => {
    await visited.page.locator('#application summary').click();
    await visited.page.locator('#client-secret').fill('wrong');
    await visited.page.locator('#application summary').click();
    await visited.setPassword(good);
    assert.match((await visited.answer()).text, /does not accept this application/);
    assert.ok(await visited.page.locator('#client-secret').isVisible());
    assert.match(await visited.rawAnswer(), /→ 401[^]*invalid_client/);
    assert.deepEqual(visited.changes(), []);
  }));

test('an application that may only read: the server\'s own code and words', () =>
  pages.visit(async (visited) => {
    await visited.page.locator('#application summary').click();
    await visited.page.locator('#client-id').fill('demo-reader');
    await visited.page.locator('#client-id').blur();
    assert.equal(await visited.page.locator('#client-secret').inputValue(), 'demo-reader-secret');
    await visited.setPassword(good);
    assert.match((await visited.answer()).text, /AUTH\.0002/);
  }));

test('a user typed by hand who is not there: USER.0001', () =>
  pages.visit(async (visited) => {
    await visited.page.locator('#user').selectOption('');
    await visited.setPassword(good);
    assert.equal(await visited.page.evaluate(() => document.activeElement.id), 'user-id', 'an id is needed first');
    assert.deepEqual(visited.changes(), []);
    await visited.page.getByLabel('User ID').fill('no/body?#%');
    await visited.submit.click();
    const { text } = await visited.answer();
    assert.match(text, /USER\.0001/);
    assert.match(text, /User does not exist/);
    assert.deepEqual(visited.changes(), ['PUT /api/v2/tenant/users/no%2Fbody%3F%23%25/change-password']);
  }));

test('all violations in the server\'s answer are told as text, unknown ones by their code', () =>
  pages.visit(async (visited) => {
    // What a server may say that knows more of the person, and more rules, than this page.
    await visited.page.route(change, (route) =>
      route.fulfill({
        status: 400,
        json: {
          error_code: 'PWD.0009',
          error_msg: 'not that',
          violations: [{ code: 'personal', args: { items: ['mobile'] } }, { code: 'history', args: { remember: 5 } }, { code: 'of_tomorrow' }],
        },
      }),
    );
    await visited.setPassword(good);
    const { text } = await visited.answer();
    assert.match(text, /PWD\.0009 not that/);
    assert.match(text, /your mobile number/);
    assert.match(text, /one of the last 5/);
    assert.match(text, /of_tomorrow/);
    assert.equal((await visited.states()).history, 'wrong');
  }));

test('an answer that is no JSON is shown as it is', () =>
  pages.visit(async (visited) => {
    await visited.page.route(change, (route) => route.fulfill({ status: 502, body: '<h1>Bad Gateway</h1>' }));
    await visited.setPassword(good);
    assert.match((await visited.answer()).text, /cannot read[^]*502/);
    assert.match(await visited.rawAnswer(), /<h1>Bad Gateway<\/h1>/);
  }));

test('however often one presses, one request is in flight', () =>
  pages.visit(async (visited) => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await visited.page.route(change, async (route) => {
      await held;
      await route.continue();
    });
    await visited.page.locator('#user').selectOption(zenglijun);
    await visited.password.fill(good);
    const arrived = visited.page.waitForRequest(change);
    await visited.submit.dblclick();
    await arrived;
    assert.equal(await visited.submit.getAttribute('aria-disabled'), 'true');
    assert.equal(await visited.submit.innerText(), 'Setting…');
    await visited.submit.click({ force: true });
    await visited.password.press('Enter');
    await visited.password.press('x');
    release();
    assert.equal((await visited.answer()).kind, 'good');
    assert.equal(visited.changes().length, 1);
    assert.equal(await visited.submit.getAttribute('aria-disabled'), null);
  }));

test('without the demo\'s tenant the fields are empty, and work by hand', () =>
  pages.visit(
    async (visited) => {
      const { page } = visited;
      assert.equal(await page.locator('#user').isVisible(), false);
      assert.equal(await page.getByLabel('User ID').inputValue(), '');
      assert.equal(await page.locator('#client-id').inputValue(), '');
      assert.match(await page.locator('#rules-missing').innerText(), /fill in its client ID/);
      await visited.setPassword(good);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'client-id');
      await page.locator('#client-id').fill('demo-admin');
      await page.locator('#client-secret').fill('demo-admin-secret');
      await page.getByLabel('User ID').fill(zhangwei);
      await visited.line('length').waitFor();
      await visited.setPassword(current);
      assert.match((await visited.answer()).text, /PWD\.0007/);
    },
    { prepare: (page) => page.route('**/demo/tenant', (route) => route.fulfill({ status: 404 })) },
  ));

test('without a policy the server decides alone, and the rules can be asked for again', () =>
  pages.visit(
    async (visited) => {
      const { page } = visited;
      assert.match(await page.locator('#rules-missing').innerText(), /could not be loaded/);
      await visited.setPassword(current);
      assert.match((await visited.answer()).text, /PWD\.0007/);
      await page.unroute('**/api/v1/policy*');
      await page.getByRole('button', { name: 'Try again' }).click();
      await visited.line('length').waitFor();
      assert.equal(await page.locator('#rules-missing').isVisible(), false);
    },
    { prepare: (page) => page.route('**/api/v1/policy*', (route) => route.fulfill({ status: 500 })) },
  ));
