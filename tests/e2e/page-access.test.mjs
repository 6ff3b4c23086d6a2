// The page for those who type, paste, listen or look in their own way.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import axe from 'axe-core';
import { Policy } from 'repass';
import { bare, current, good, openPages, startServer } from './page-fixture.mjs';

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

test('password managers find their way: attributes, and no limit in the field', () =>
  pages.visit(async ({ password }) => {
    const answer = await fetch(`${server.address}/api/v1/policy?client_id=demo-admin`);
    assert.equal(await password.getAttribute('type'), 'password');
    assert.equal(await password.getAttribute('autocomplete'), 'new-password');
    const rules = await password.getAttribute('passwordrules');
    assert.match(rules, /minlength: 8/);
    assert.equal(rules, Policy.parse(await answer.text()).passwordRules());
    assert.equal(await password.getAttribute('maxlength'), null);
  }));

test('a password can be pasted, and is checked at once', () =>
  pages.visit(async ({ page, password, ...visited }) => {
    await page.locator('#application summary').click();
    await page.locator('#client-id').fill(good);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+X');
    await password.focus();
    await page.keyboard.press('Control+V');
    assert.equal(await password.inputValue(), good);
    assert.equal(visited.problems.length, 0);
  }));

test('the button shows the password and hides it', () =>
  pages.visit(async ({ page, password }) => {
    await password.fill(good);
    const show = page.getByRole('button', { name: 'Show password' });
    assert.equal(await show.getAttribute('aria-pressed'), 'false');
    await show.click();
    assert.equal(await password.getAttribute('type'), 'text');
    assert.equal(await show.getAttribute('aria-pressed'), 'true');
    await show.click();
    assert.equal(await password.getAttribute('type'), 'password');
    assert.equal(await password.inputValue(), good);
  }));

test('the keyboard is enough', () =>
  pages.visit(async (visited) => {
    const { keyboard } = visited.page;
    const focused = () => visited.page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
    const order = [];
    for (let stop = 0; stop < 8; stop++) {
      await keyboard.press('Tab');
      order.push(await focused());
      if (order.at(-1) === 'user') await keyboard.type('bare');
      if (order.at(-1) === 'password') await keyboard.type('Harbor+58~Quilt');
      if (order.at(-1) === 'show-password') await keyboard.press('Space');
      if (order.at(-1) === 'must-change') await keyboard.press('Space');
    }
    assert.deepEqual(order.slice(0, 2), ['English', '中文']);
    assert.match(order[2], /^Signed in as/);
    assert.deepEqual(order.slice(3), ['user', 'password', 'show-password', 'must-change', 'submit']);
    assert.equal(await visited.password.getAttribute('type'), 'text');
    assert.equal(await visited.page.locator('#must-change').isChecked(), false);
    await keyboard.press('Enter');
    const { kind, text } = await visited.answer();
    assert.equal(kind, 'good');
    assert.ok(text.includes(bare));
    assert.equal(await focused(), 'submit', 'the focus stays where the person is');
  }));

test('Enter in the password field submits', () =>
  pages.visit(async (visited) => {
    await visited.password.fill(current);
    await visited.password.press('Enter');
    assert.match((await visited.answer()).text, /PWD\.0007/);
  }));

test('what changed is announced briefly, once the person pauses', () =>
  pages.visit(async ({ page, password }) => {
    const region = page.locator('#announcement');
    assert.equal(await region.getAttribute('aria-live'), 'polite');
    await page.evaluate(() => {
      globalThis.said = [];
      const region = document.getElementById('announcement');
      new MutationObserver(() => globalThis.said.push(region.textContent)).observe(region, { childList: true });
    });
    await password.pressSequentially('Cedar&4');
    await page.waitForFunction(() => globalThis.said.length > 0);
    assert.deepEqual(await page.evaluate(() => globalThis.said), ['1 rule left']);
    await password.pressSequentially('1Violin');
    await page.waitForFunction(() => globalThis.said.length > 1);
    assert.match(await region.innerText(), /^All rules met/);
  }));

test('every field has a label, and there are landmarks', () =>
  pages.visit(async ({ page }) => {
    const nameless = await page.locator('input, select').evaluateAll((fields) => fields.filter((field) => field.labels.length === 0).map((field) => field.id));
    assert.deepEqual(nameless, []);
    for (const landmark of ['banner', 'main']) assert.equal(await page.getByRole(landmark).count(), 1, landmark);
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    assert.equal(await page.getByRole('region', { name: 'Password rules' }).count(), 1);
  }));

const states = {
  empty: async () => {},
  'half typed': (visited) => visited.password.fill('zhangwei88'),
  'pointed out': (visited) => visited.setPassword('zhangwei88'),
  refused: async (visited) => {
    await visited.setPassword(current);
    await visited.answer();
    await visited.rawAnswer();
  },
  'with everything open, in Chinese': async (visited) => {
    await visited.page.getByRole('button', { name: '中文' }).click();
    await visited.page.locator('#application summary').click();
    await visited.page.locator('#user').selectOption('');
    await visited.page.locator('#client-secret').fill('');
    await visited.setPassword(good);
  },
};

for (const colorScheme of ['light', 'dark']) {
  for (const [name, reach] of Object.entries(states)) {
    test(`axe finds nothing: ${name}, ${colorScheme}`, () =>
      pages.visit(async (visited) => {
        await visited.page.emulateMedia({ colorScheme });
        await reach(visited);
        // As an expression: the page's own policy lets no foreign script element in.
        await visited.page.evaluate(axe.source);
        const { violations, passes } = await visited.page.evaluate(() => globalThis.axe.run());
        assert.ok(passes.length > 20, 'axe has looked');
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`), []);
      }));
  }
}

for (const width of [320, 360, 768]) {
  test(`at ${width} pixels nothing is cut off`, () =>
    pages.visit(async (visited) => {
      await visited.page.setViewportSize({ width, height: 700 });
      await visited.page.locator('#application summary').click();
      await visited.setPassword(current);
      await visited.answer();
      await visited.rawAnswer();
      assert.equal(await visited.page.evaluate(() => document.documentElement.scrollWidth), width);
    }));
}
