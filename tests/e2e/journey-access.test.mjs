// The journeys' pages for those who listen, type or look in their own way: each page at each of its stages.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import axe from 'axe-core';
import { freshPassword, givePassword, openJourneys, people, startJourneys } from './journey-fixture.mjs';

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

const chinese = (visited) => visited.page.getByRole('button', { name: '中文' }).click();

const stages = {
  'login, empty': ['/login.html'],
  'login, missing and refused': [
    '/login.html',
    async (visited) => {
      await visited.logIn('nobody', 'Wrong&41Violin');
      await visited.notice();
      await visited.fill({ password: '' });
      await visited.submit.click();
    },
  ],
  'logged in': [
    '/login.html',
    async (visited) => {
      await visited.logIn('zhangwei', await givePassword(server, zhangwei));
      await visited.page.locator('#session').waitFor();
    },
  ],
  'forgotten, the address refused': ['/forgot.html?by=mobile', (visited) => visited.submit.click()],
  'forgotten, the puzzle': [
    '/forgot.html?by=email',
    async (visited) => {
      await visited.fill({ address: zenglijun.email });
      await visited.submit.click();
      await visited.waitForPuzzle();
    },
  ],
  'forgotten, the puzzle again': [
    '/forgot.html?by=email',
    async (visited) => {
      await visited.fill({ address: zenglijun.email });
      await visited.submit.click();
      await visited.waitForPuzzle();
      await visited.slideTo(3);
      await visited.notice();
      await visited.waitForPuzzle();
    },
  ],
  'changed, no network': [
    '/login.html',
    async (visited) => {
      await visited.logIn('zhangwei', await givePassword(server, zhangwei));
      await visited.page.locator('#session').waitFor();
      await visited.page.route('**/sdk/captcha', (route) => route.abort());
      await visited.open('/change.html?by=mobile');
      await visited.notice();
    },
  ],
  'reset, the code': ['/reset.html?by=email', (visited) => visited.askForCode(zenglijun.email)],
  'reset, everything wrong': [
    '/reset.html?by=email',
    async (visited) => {
      await visited.askForCode(zenglijun.email);
      await visited.setPassword('12', 'meadow', 'Meadow');
    },
  ],
  'reset, everything wrong, in Chinese': [
    '/reset.html?by=mobile',
    async (visited) => {
      await chinese(visited);
      await visited.askForCode(zhangwei.mobile);
      await visited.setPassword('12', 'meadow', 'Meadow');
    },
  ],
  'reset, done': [
    '/reset.html?by=email',
    async (visited) => {
      await visited.askForCode(zenglijun.email);
      await visited.setPassword(await visited.newestCode(), freshPassword());
      await visited.end.waitFor();
    },
  ],
  'expired, everything missing': [
    '/login.html',
    async (visited) => {
      await visited.logIn('zenglijun', await givePassword(server, zenglijun, true));
      await visited.waitForStage('password');
      await visited.submit.click();
    },
  ],
  'not logged in': ['/change.html?by=email'],
};

for (const colorScheme of ['light', 'dark']) {
  for (const [name, [path, reach]] of Object.entries(stages)) {
    test(`axe finds nothing: ${name}, ${colorScheme}`, () =>
      pages.visit(path, async (visited) => {
        const { page } = visited;
        await page.emulateMedia({ colorScheme });
        await reach?.(visited);
        // As an expression: the page's own policy lets no foreign script element in.
        await page.evaluate(axe.source);
        const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
        assert.ok(passes.length > 20, 'axe has looked');
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`), []);
      }));
  }
}

for (const [name, [path, reach]] of Object.entries(stages)) {
  test(`at 320 pixels nothing is cut off: ${name}`, () =>
    pages.visit(path, async (visited) => {
      await visited.page.setViewportSize({ width: 320, height: 700 });
      await reach?.(visited);
      assert.equal(await visited.page.evaluate(() => document.documentElement.scrollWidth), 320);
      // The card would clip what is too wide.
      const wide = await visited.page.locator('body *:visible').evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().right > 320).map((one) => `${one.tagName} ${one.id} ${one.className}`),
      );
      assert.deepEqual(wide, []);
    }));
}

test('every shown field has a label, and there are landmarks', () =>
  pages.visit('/reset.html?by=email', async (visited) => {
    const { page } = visited;
    await visited.askForCode(zenglijun.email);
    for (const label of ['Code', 'New password', 'New password, once more']) {
      assert.equal(await page.getByLabel(label, { exact: true }).count(), 1, label);
    }
    for (const landmark of ['banner', 'main', 'contentinfo']) assert.equal(await page.getByRole(landmark).count(), 1, landmark);
    assert.equal(await page.getByRole('navigation', { name: 'Pages' }).count(), 1);
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    assert.equal(await page.getByRole('region', { name: 'Password rules' }).count(), 1);
  }));

test('a field that is wrong says why to whoever only listens', () =>
  pages.visit('/reset.html?by=email', async (visited) => {
    const { page } = visited;
    await visited.askForCode(zenglijun.email);
    await visited.setPassword('12', 'meadow', 'Meadow');
    for (const field of ['code', 'password', 'confirmation']) {
      const input = page.locator(`#${field}`);
      assert.equal(await input.getAttribute('aria-invalid'), 'true');
      const described = (await input.getAttribute('aria-describedby')).split(' ');
      assert.ok(described.includes(`${field}-problem`));
      assert.notEqual(await visited.problem(field).innerText(), '');
    }
  }));

test('the rules that are left are announced once the person pauses', () =>
  pages.visit('/reset.html?by=email', async (visited) => {
    const { page } = visited;
    await visited.askForCode(zenglijun.email);
    await page.locator('#password').pressSequentially('Cedar&4');
    await page.waitForFunction(() => document.getElementById('announcement').textContent !== '');
    assert.equal(await page.locator('#announcement').innerText(), '1 rule left');
    await page.locator('#password').pressSequentially('1Violin');
    await page.waitForFunction(() => document.getElementById('announcement').textContent.startsWith('All rules met'));
  }));
