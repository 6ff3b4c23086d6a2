// The form of the journeys: what a person does with it, and what it keeps.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { message } from 'repass';
import { freshPassword, givePassword, logInByHand, openJourneys, people, startJourneys } from './journey-fixture.mjs';

const { zhangwei, zenglijun } = people;
const forgot = '/forgot.html?by=email';
const reset = '/reset.html?by=email';

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

test('an address that is none is told at its field, and nothing is sent', () =>
  pages.visit(forgot, async (visited) => {
    await visited.submit.click();
    assert.equal(await visited.problem('address').innerText(), message({ code: 'parameter_blank', args: { parameter: null } }, 'en'));
    assert.equal(await visited.focused(), 'address');
    await visited.fill({ address: 'zenglijun at 163.com' });
    assert.equal(await visited.problem('address').innerText(), '', 'nothing is held against who is still typing');
    await visited.page.locator('#address').blur();
    assert.equal(await visited.problem('address').innerText(), message({ code: 'email_malformed' }, 'en'));
    assert.equal(visited.requests.filter((request) => request.includes('/sdk/')).length, 0);
  }));

test('an address that nobody has looks like any other, and no message goes out', () =>
  pages.visit(forgot, async (visited) => {
    await visited.askForCode('nobody@example.com');
    const text = await visited.page.locator('#journey').innerText();
    await visited.page.getByRole('button', { name: 'Another e-mail address' }).click();
    await visited.waitForStage('address');
    await visited.askForCode(zenglijun.email);
    const timeless = (shown) => shown.replace(/\d+ s/, '').replace(/If \S+ belongs/, '');
    assert.equal(timeless(await visited.page.locator('#journey').innerText()), timeless(text));
    const outbox = await (await fetch(`${server.address}/demo/outbox`)).json();
    assert.deepEqual(outbox.filter(({ to }) => to === 'nobody@example.com'), []);
  }));

test('a double click asks for one code', () =>
  pages.visit(reset, async (visited) => {
    await visited.fill({ address: zenglijun.email });
    await visited.submit.dblclick();
    await visited.waitForStage('code');
    assert.equal(visited.count('POST /otp/send'), 1);
  }));

test('the second half of a double click that comes after the answer means nothing', () =>
  pages.visit(reset, async (visited) => {
    await visited.askForCode(zenglijun.email);
    const { x, y, width, height } = await visited.submit.boundingBox();
    const { mouse } = visited.page;
    await mouse.move(x + width / 2, y + height / 2);
    await mouse.down({ clickCount: 2 });
    await mouse.up({ clickCount: 2 });
    assert.equal(await visited.problem('code').innerText(), '');
    await visited.submit.click();
    assert.notEqual(await visited.problem('code').innerText(), '');
  }));

test('one slide is one attempt, and a wrong one brings a new picture', () =>
  pages.visit(forgot, async (visited) => {
    const { page } = visited;
    await visited.fill({ address: zenglijun.email });
    await visited.submit.click();
    const gap = await visited.lookForGap();
    assert.equal(await visited.focused(), 'captcha-slider');
    const picture = await page.locator('#captcha-picture').getAttribute('src');
    await visited.slideTo(gap > 150 ? gap - 60 : gap + 60);
    assert.equal(await visited.notice(), message({ code: 'captcha_wrong' }, 'en'));
    await visited.waitForPuzzle();
    assert.notEqual(await page.locator('#captcha-picture').getAttribute('src'), picture);
    assert.equal(await visited.slider.inputValue(), '0');
    assert.equal(await visited.focused(), 'captcha-slider');
    assert.equal(visited.count('POST /api/v2/sdk/captcha/verify'), 1);
    await visited.solvePuzzle();
    await visited.waitForStage('code');
    assert.equal(visited.count('POST /api/v2/sdk/captcha/verify'), 2);
    assert.equal(visited.count('POST /api/v2/sdk/email/send'), 1);
  }));

test('the keyboard alone solves the puzzle, and a screen reader hears where the piece is', () =>
  pages.visit(forgot, async (visited) => {
    const { keyboard } = visited.page;
    await visited.page.locator('#address').focus();
    await keyboard.type(zenglijun.email);
    await keyboard.press('Enter');
    const gap = await visited.lookForGap();
    for (let step = 0; step < gap; step += 1) await keyboard.press('ArrowRight');
    assert.equal(await visited.slider.getAttribute('aria-valuetext'), `${gap} of 263`);
    assert.equal(visited.count('POST /api/v2/sdk/captcha/verify'), 0, 'moving is no attempt');
    await keyboard.press('Enter');
    await visited.waitForStage('code');
    assert.equal(await visited.focused(), 'code');
  }));

test('the button checks where the keys have put the piece', () =>
  pages.visit(forgot, async (visited) => {
    await visited.fill({ address: zenglijun.email });
    await visited.submit.click();
    const gap = await visited.lookForGap();
    for (let step = 0; step < gap; step += 1) await visited.slider.press('ArrowRight');
    await visited.page.getByRole('button', { name: 'Check' }).click();
    await visited.waitForStage('code');
  }));

test('the piece itself can be dragged, and another picture can be had', () =>
  pages.visit(forgot, async (visited) => {
    const { page } = visited;
    await visited.fill({ address: zenglijun.email });
    await visited.submit.click();
    await visited.waitForPuzzle();
    const picture = await page.locator('#captcha-picture').getAttribute('src');
    await page.getByRole('button', { name: 'Another picture' }).click();
    await page.locator(`#captcha-picture:not([src="${picture}"])`).waitFor();
    const gap = await visited.lookForGap();
    const piece = await page.locator('#captcha-piece').boundingBox();
    const scale = piece.width / 47;
    const [x, y] = [piece.x + piece.width / 2, piece.y + piece.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + gap * scale, y, { steps: 4 });
    const moved = await page.locator('#captcha-piece').boundingBox();
    assert.ok(Math.abs(moved.x - piece.x - gap * scale) < 2, 'the piece follows the pointer');
    await page.mouse.up();
    await visited.waitForStage('code');
  }));

test('a finger moves the piece as well', async (t) => {
  const touched = await openJourneys(server, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
  t.after(() => touched.close());
  await touched.visit(forgot, async (visited) => {
    const { page } = visited;
    await visited.fill({ address: zenglijun.email });
    await visited.submit.tap();
    const gap = await visited.lookForGap();
    await visited.slider.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await visited.slider.boundingBox();
    const session = await page.context().newCDPSession(page);
    const piece = (47 / 310) * width;
    const touch = (type, at, down = 0) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: at, y: y + height / 2 + down }] });
    const from = x + piece / 2;
    await touch('touchStart', from);
    for (let step = 1; step <= 10; step += 1) await touch('touchMove', from + (gap * width * step) / 3100, 3 * step);
    assert.ok(Math.abs((await visited.slider.inputValue()) - gap) <= 2, 'the piece is under the finger');
    await touch('touchEnd');
    await visited.waitForStage('code');
    assert.equal(visited.count('POST /api/v2/sdk/captcha/verify'), 1);
  });
});

test('a reload keeps the step and the address, and neither code nor password', () =>
  pages.visit(reset, async (visited) => {
    const { page } = visited;
    await visited.askForCode(zenglijun.email);
    await visited.fill({ code: '123456', password: 'Half-typed', confirmation: 'Half' });
    await page.reload();
    await visited.waitForStage('code');
    assert.match(await page.locator('#sent').innerText(), /MOCK_EMAIL@163\.com/);
    for (const field of ['code', 'password', 'confirmation']) assert.equal(await page.locator(`#${field}`).inputValue(), '');
    assert.equal(visited.count('POST /otp/send'), 1, 'no second code was asked for');
    await givePassword(server, zenglijun);
    const password = freshPassword();
    await visited.setPassword(await visited.newestCode(), password);
    await visited.end.waitFor();
    assert.equal(await logInByHand(server, zenglijun, password), 'SUCCESS');
  }));

test('a reload while an answer is awaited leads back to where one can try again', () =>
  pages.visit(reset, async (visited) => {
    const { page } = visited;
    await page.route('**/otp/send', () => {});
    await visited.fill({ address: zenglijun.email });
    await visited.submit.click();
    await page.locator('[aria-busy="true"]').waitFor();
    await page.reload();
    await visited.waitForStage('address');
    assert.equal(await visited.notice(), message({ code: 'busy' }, 'en'));
    assert.equal(await page.locator('#address').inputValue(), zenglijun.email);
    await page.unroute('**/otp/send');
    await visited.submit.click();
    await visited.waitForStage('code');
  }));

test('without a network the page says so, and works once there is one', () =>
  pages.visit(forgot, async (visited) => {
    const { page } = visited;
    await page.route('**/api/v2/**', (route) => route.abort());
    await visited.fill({ address: zenglijun.email });
    await visited.submit.click();
    assert.equal(await visited.notice(), message({ code: 'busy' }, 'en'));
    await page.unroute('**/api/v2/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await visited.solvePuzzle();
    await visited.waitForStage('code');
  }));

test('an answer that never comes is given up, and one can try again', () =>
  pages.visit(
    reset,
    async (visited) => {
      const { page } = visited;
      await page.route('**/otp/send', () => {});
      await visited.fill({ address: zenglijun.email });
      await visited.submit.click();
      await page.locator('[aria-busy="true"]').waitFor();
      assert.equal(await visited.submit.getAttribute('aria-disabled'), 'true');
      await page.clock.fastForward(30_000);
      assert.equal(await visited.notice(), message({ code: 'busy' }, 'en'));
      await page.unroute('**/otp/send');
      await visited.submit.click();
      await visited.waitForStage('code');
    },
    { prepare: (page) => page.clock.install() },
  ));

test('the seconds until a new code count down, and nobody hears each of them', () =>
  pages.visit(
    reset,
    async (visited) => {
      const { page } = visited;
      await visited.askForCode(zenglijun.email);
      const resend = page.locator('#resend');
      const before = Number(/\d+/.exec(await resend.innerText())[0]);
      await page.clock.fastForward(10_000);
      await page.waitForFunction((most) => Number(/\d+/.exec(document.getElementById('resend').textContent)[0]) <= most, before - 10);
      await resend.click({ force: true });
      assert.equal(visited.count('POST /otp/send'), 1, 'not yet');
      assert.equal(await resend.evaluate((button) => button.closest('[aria-live]')), null);
    },
    { prepare: (page) => page.clock.install() },
  ));

test('a used-up quota says how long to wait, and then one can try again', () =>
  pages.visit(
    reset,
    async (visited) => {
      const { page } = visited;
      await page.route('**/otp/send', (route) =>
        route.fulfill({ status: 400, headers: { 'Retry-After': '20' }, json: { error: 'insufficient_email_quota' } }),
      );
      await visited.fill({ address: zenglijun.email });
      await visited.submit.click();
      assert.equal(await visited.notice(), message({ code: 'email_quota_exceeded', args: { retryAfter: 20 } }, 'en'));
      assert.equal(await visited.submit.getAttribute('aria-disabled'), 'true');
      assert.match(await visited.submit.innerText(), /^Possible again in (20|19|18) s$/);
      await page.unroute('**/otp/send');
      await page.clock.fastForward(20_000);
      await visited.submit.click();
      await visited.waitForStage('code');
    },
    { prepare: (page) => page.clock.install() },
  ));

test('the language changes in the middle, and what was typed stays', () =>
  pages.visit(forgot, async (visited) => {
    const { page } = visited;
    await visited.askForCode(zenglijun.email);
    await visited.fill({ code: '12', password: 'meadow' });
    await visited.submit.click();
    await page.getByRole('button', { name: '中文' }).click();
    assert.equal(await page.locator('#code').inputValue(), '12');
    assert.equal(await visited.problem('code').innerText(), message({ code: 'parameter_format', args: { parameter: null } }, 'zh'));
    assert.match(await page.locator('#rules').innerText(), /个字符/);
    assert.match(await page.title(), /^忘记密码/);
    assert.equal(await page.getByLabel('再次输入新密码').count(), 1);
    const sent = page.waitForRequest('**/update-by-email');
    await visited.setPassword('123456', freshPassword());
    assert.equal((await sent).headers()['x-l'], 'zh');
  }));

test('a click is not lost when leaving a field shows what is wrong with it', () =>
  pages.visit(reset, async (visited) => {
    await visited.askForCode(zenglijun.email);
    await visited.page.locator('#password').fill('meadow');
    await visited.page.locator('#password').focus();
    // As a person does: the pointer stays where the button was.
    const { x, y, width, height } = await visited.submit.boundingBox();
    await visited.page.mouse.move(x + width / 2, y + height / 2);
    await visited.page.mouse.down();
    await visited.page.mouse.up();
    assert.notEqual(await visited.problem('code').innerText(), '', 'the form was submitted');
    assert.equal(await visited.focused(), 'code');
  }));

test('browsers and password managers find their way', () =>
  pages.visit(reset, async (visited) => {
    const { page } = visited;
    const attributes = (field) =>
      page.locator(`#${field}`).evaluate((input) => [input.type, input.autocomplete, input.inputMode, input.maxLength]);
    assert.deepEqual(await attributes('address'), ['text', 'email', 'email', -1]);
    await visited.askForCode(zenglijun.email);
    assert.deepEqual(await attributes('code'), ['text', 'one-time-code', 'numeric', -1]);
    for (const field of ['password', 'confirmation']) assert.deepEqual(await attributes(field), ['password', 'new-password', '', -1]);
    assert.match(await page.locator('#password').getAttribute('passwordrules'), /minlength: 8/);
    assert.equal(await page.locator('[autocomplete="username"]').inputValue(), zenglijun.email);
    await page.getByRole('button', { name: 'Show password' }).first().click();
    assert.equal(await page.locator('#password').getAttribute('type'), 'text');
  }));

test('without the rules the person goes on, and they can be asked for again', () =>
  pages.visit(
    reset,
    async (visited) => {
      const { page } = visited;
      await visited.askForCode(zenglijun.email);
      assert.match(await page.locator('#rules-missing').innerText(), /could not be loaded/);
      await visited.setPassword(await visited.newestCode(), 'meadow');
      await visited.problem('password').filter({ hasText: /./ }).waitFor();
      assert.equal(visited.count('POST /reset_user_password'), 1, 'the server decides');
      await page.unroute('**/api/v1/policy*');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('#rules [data-rule="length"]').waitFor();
      assert.equal(await page.locator('#rules-missing').isVisible(), false);
    },
    { prepare: (page) => page.route('**/api/v1/policy*', (route) => route.fulfill({ status: 500 })) },
  ));

test('whoever is not logged in is asked to be, before a change', () =>
  pages.visit('/change.html?by=mobile', async (visited) => {
    assert.match(await visited.end.innerText(), /Log in first/);
    assert.equal(visited.requests.filter((request) => request.includes('/sdk/')).length, 0);
  }));

test('whoever has no mobile number is told so', () =>
  pages.visit('/login.html', async (visited) => {
    await visited.logIn('bare', 'Brook#71Lantern');
    await visited.page.getByRole('link', { name: 'Change the password by mobile' }).click();
    await visited.end.waitFor();
    assert.match(await visited.end.innerText(), /no mobile number/);
  }));

test('a session that another password has ended leads back to logging in', () =>
  pages.visit('/login.html', async (visited) => {
    const { page } = visited;
    await visited.logIn('zhangwei', await givePassword(server, zhangwei));
    await page.locator('#session').waitFor();
    await visited.open('/change.html?by=mobile');
    await visited.solvePuzzle();
    await visited.waitForStage('code');
    await givePassword(server, zhangwei);
    await visited.setPassword(await visited.newestCode(), freshPassword());
    await visited.end.waitFor();
    assert.match(await visited.end.innerText(), /Log in first/);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await visited.open('/login.html');
    assert.equal(await page.locator('#session').isVisible(), false);
  }));

test('every page is found from the first, and the demo leads to its outbox', () =>
  pages.visit('/', async (visited) => {
    const { page } = visited;
    await page.locator('.foot [href="/demo/outbox"]').waitFor();
    const links = await page.locator('.pages a').evaluateAll((all) => all.map((link) => link.href));
    assert.equal(links.length, 8);
    for (const link of links) {
      const answer = await page.goto(link);
      assert.equal(answer.status(), 200, link);
      assert.equal(await page.locator('.pages [aria-current="page"]').evaluate((current) => current.href), link);
      assert.ok(await page.locator('h1').innerText());
    }
  }));
