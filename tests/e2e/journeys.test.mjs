// Every journey with a code, from its beginning to a new password, and what may go wrong on the way.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { message, problemMessage } from 'repass';
import { freshPassword, givePassword, logInByHand, openJourneys, people, startJourneys } from './journey-fixture.mjs';

const { zhangwei, zenglijun } = people;
const sms = { code: 'sms_code_wrong' };
const email = { code: 'email_code_wrong' };
const journeys = {
  'forgotten, by e-mail': { path: '/forgot.html?by=email', person: zenglijun, address: zenglijun.email, wrong: email, set: '/api/v2/sdk/pwd/update-by-email' },
  'forgotten, by mobile': { path: '/forgot.html?by=mobile', person: zhangwei, address: zhangwei.mobile, wrong: sms, set: '/api/v2/sdk/pwd/update-by-mobile' },
  'changed, by mobile': { path: '/change.html?by=mobile', person: zhangwei, wrong: sms, set: '/api/v2/sdk/pwd/change-by-mobile' },
  'changed, by e-mail': { path: '/change.html?by=email', person: zenglijun, wrong: email, set: '/api/v2/sdk/pwd/change-by-email' },
  'reset, by e-mail': { path: '/reset.html?by=email', person: zenglijun, address: zenglijun.email, wrong: email, set: '/reset_user_password' },
  'reset, by mobile': { path: '/reset.html?by=mobile', person: zhangwei, address: zhangwei.mobile, wrong: sms, set: '/reset_user_password' },
};

/** Long enough to be typed by a program, in milliseconds. */
const codeLives = 2500;

let server;
let hasty;
let pages;
let hastyPages;

before(async () => {
  server = await startJourneys();
  // Its codes are soon too old; what came with them lives longer.
  hasty = await startJourneys({ codeLives, tokenLives: 60_000 });
  pages = await openJourneys(server);
  hastyPages = await openJourneys(hasty);
});

after(async () => {
  await pages?.close();
  await hastyPages?.close();
  await server?.close();
  await hasty?.close();
});

/** Logs in where that is the way in, and goes on to the form for the code. */
async function goToCode(visited, at, { path, person, address }) {
  const given = await givePassword(at, person);
  if (address === undefined) {
    await visited.logIn(person.userName, given);
    await visited.page.locator('#session').waitFor();
    await visited.open(path);
    await visited.solvePuzzle();
    await visited.waitForStage('code');
  } else {
    await visited.open(path);
    await visited.askForCode(address);
  }
  return given;
}

async function problemOf(visited, field) {
  const problem = visited.problem(field).filter({ hasText: /./ });
  await problem.waitFor();
  return problem.innerText();
}

for (const [name, journey] of Object.entries(journeys)) {
  test(`${name}: the code from the message sets a new password, and a double click sends it once`, () =>
    pages.visit(journey.path, async (visited) => {
      const given = await goToCode(visited, server, journey);
      assert.equal(await visited.focused(), 'code');
      const password = freshPassword();
      const code = await visited.newestCode();
      await visited.fill({ code, password, confirmation: password });
      const kept = await visited.stored();
      await visited.submit.dblclick();
      await visited.end.waitFor();
      assert.match(await visited.end.innerText(), /new password is set[^]*Log in with it/);
      assert.equal(await visited.focused(), 'end');
      assert.equal(visited.count(`POST ${journey.set}`), 1);
      for (const secret of [password, code]) assert.ok(!kept.includes(secret), 'neither code nor password is kept');
      assert.equal(await visited.page.evaluate(() => sessionStorage.length), 0, 'nothing is left in the tab');
      assert.equal(await logInByHand(server, journey.person, password), 'SUCCESS');
      assert.equal(await logInByHand(server, journey.person, given), 'SDK.LOGIN.1005');
    }));

  test(`${name}: a wrong code, a password against the rules and an old one are refused, each at its field`, () =>
    pages.visit(journey.path, async (visited) => {
      const given = await goToCode(visited, server, journey);
      const [code, wrong] = [await visited.newestCode(), await visited.wrongCode()];
      const password = freshPassword();

      await visited.setPassword(wrong, password);
      assert.equal(await problemOf(visited, 'code'), message(journey.wrong, 'en'));
      assert.equal(await visited.focused(), 'code');

      await visited.setPassword(code, 'meadow', 'other');
      const sent = visited.count(`POST ${journey.set}`);
      assert.equal(sent, 1, 'what the rules refuse is not sent');
      assert.equal(await problemOf(visited, 'confirmation'), problemMessage('differs', 'en'));
      assert.ok(await visited.page.locator('#rules [data-state="wrong"]').count());
      assert.equal(await visited.focused(), 'password');

      await visited.setPassword(code, given);
      assert.equal(await problemOf(visited, 'password'), message({ code: 'history', args: { remember: 5 } }, 'en'));
      assert.equal(await visited.page.locator('#rules [data-rule="history"]').getAttribute('data-state'), 'wrong');

      await visited.setPassword(code, password);
      await visited.end.waitFor();
      assert.equal(await logInByHand(server, journey.person, password), 'SUCCESS');
    }));

  test(`${name}: a code that is too old is refused, and a new one works`, () =>
    hastyPages.visit(
      journey.path,
      async (visited) => {
        const { page } = visited;
        await goToCode(visited, hasty, journey);
        const password = freshPassword();
        const old = await visited.newestCode();
        await page.waitForTimeout(codeLives + 100);
        await visited.setPassword(old, password);
        assert.equal(await problemOf(visited, 'code'), message(journey.wrong, 'en'));

        const resend = page.locator('#resend');
        assert.equal(await resend.getAttribute('aria-disabled'), 'true');
        assert.match(await resend.innerText(), /^New code in \d+ s$/);
        await page.clock.fastForward(60_000);
        await page.getByRole('button', { name: 'Send a new code' }).click();
        if (await page.locator('[data-stage="captcha"]').count()) await visited.solvePuzzle();
        await page.locator('#resend[aria-disabled="true"]').waitFor();
        await visited.waitForStage('code');
        assert.equal(await page.locator('#code').inputValue(), '', 'the old code is gone');
        assert.equal(await page.locator('#password').inputValue(), password, 'the password is still there');
        await visited.fill({ code: await visited.newestCode() });
        await visited.submit.click();
        await visited.end.waitFor();
        assert.equal(await logInByHand(hasty, journey.person, password), 'SUCCESS');
      },
      { prepare: (page) => page.clock.install() },
    ));
}

test('a name that only the server knows is refused at the field and in the list, until the password is edited', () =>
  pages.visit(journeys['reset, by e-mail'].path, async (visited) => {
    await goToCode(visited, server, journeys['reset, by e-mail']);
    const rule = visited.page.locator('#rules [data-rule="personal"]');
    const password = 'ZengLiJun1990!';
    await visited.fill({ code: await visited.newestCode(), password, confirmation: password });
    assert.notEqual(await rule.getAttribute('data-state'), 'wrong', 'nobody here knows the name');
    await visited.submit.click();
    await problemOf(visited, 'password');
    assert.equal(await rule.getAttribute('data-state'), 'wrong');
    await visited.fill({ password: freshPassword() });
    assert.notEqual(await rule.getAttribute('data-state'), 'wrong');
  }));
