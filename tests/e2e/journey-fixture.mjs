// The pages on which people log in and come to a new password, on the reference server with its demo tenant.
import assert from 'node:assert/strict';
import { openBrowser } from './browser.mjs';
import { startServer, WatchedPage, zenglijun, zhangwei } from './page-fixture.mjs';
import { solve } from './slider.mjs';

/** The application that the pages act for. */
const clientId = 'nTo1eRIub60vPb54WeE6aojPwYwImtl4';

/** Whom the journeys are about. */
export const people = {
  zhangwei: { id: zhangwei, userName: 'zhangwei', name: '张伟', email: 'asdas@bamboocloud.cn', mobile: '13800138000' },
  zenglijun: { id: zenglijun, userName: 'zenglijun', name: '曾丽君', email: 'MOCK_EMAIL@163.com', mobile: '15201657315' },
};

/** Where a code is wanted in each test anew: no waiting between two of them, and no end of them. */
const often = { resendAfter: 0, perHour: null, perDay: 100_000, sendsPerHour: 100_000 };
const logins = { perAccount: 100_000, perSource: 100_000, window: 60_000 };

/** Starts the server; `limits` stand above those of all journeys here. */
export async function startJourneys(limits = {}) {
  return startServer({ settings: { eiam: { ...often, ...limits }, ciam: { ...often, ...limits }, logins } });
}

const words = ['Birch', 'Cobalt', 'Dune', 'Ember', 'Fjord', 'Grove', 'Heron', 'Inlet', 'Juniper', 'Kelp', 'Larch', 'Mica'];
let given = 0;

/** A password that keeps every rule of the demo's policy and that nobody had before. */
export function freshPassword() {
  given += 1;
  return `${words[given % words.length]}&4${given}Violin~Moss`;
}

/** Gives a person a password, as an administrator does. */
export async function givePassword({ address }, person, mustModify = false) {
  const password = freshPassword();
  const basic = Buffer.from('demo-admin:demo-admin-secret').toString('base64');
  const token = await fetch(`${address}/api/v2/tenant/token`, { method: 'POST', headers: { Authorization: `Basic ${basic}` } });
  const { access_token: accessToken } = await token.json();
  const answer = await fetch(`${address}/api/v2/tenant/users/${person.id}/change-password`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ password, pwd_must_modify: String(mustModify) }),
  });
  assert.equal(answer.status, 200, 'the administrator gives a password');
  return password;
}

/** Whether the server lets the person in with this password: its status, or the code of its refusal. */
export async function logInByHand({ address }, person, password) {
  const answer = await fetch(`${address}/api/v2/sdk/login`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-client-id': clientId,
      'X-operating-sys-version': 'linux',
      'X-device-fingerprint': 'f',
      'X-agent': 'node',
    },
    body: JSON.stringify({ user_name: person.userName, password }),
  });
  const { status, error_code: code } = await answer.json();
  return status ?? code;
}

/** A browser, and pages in it, each in a tab of its own. */
export async function openJourneys(server, options = {}) {
  const browser = await openBrowser({ locale: 'en-US', reducedMotion: 'reduce', viewport: { width: 1100, height: 900 }, ...options });
  return {
    /**
     * Opens a page and runs a test on it.
     * @param {string} path
     * @param {(journey: JourneyPage) => Promise<void>} body
     * @param {{ prepare?: (page: import('playwright-core').Page) => Promise<void> }} how
     */
    async visit(path, body, { prepare } = {}) {
      const page = await browser.context.newPage();
      const journey = new JourneyPage(page, server.address);
      try {
        await prepare?.(page);
        await journey.open(path);
        await body(journey);
        journey.assertFine();
      } finally {
        await page.evaluate(() => localStorage.clear()).catch(() => {});
        await page.close();
      }
    },
    close: () => browser.close(),
  };
}

export class JourneyPage extends WatchedPage {
  constructor(page, address) {
    super(page, address);
    this.address = address;
    this.submit = page.locator('#submit');
    this.end = page.locator('#end');
    this.slider = page.locator('#captcha-slider');
  }

  /** Opens a page and waits until the person may begin. */
  async open(path) {
    await this.page.goto(`${this.address}${path}`);
    await this.page.locator('#submit:visible:enabled, #end:visible, #session:visible').first().waitFor();
  }

  /** Fills in fields by their ids. */
  async fill(values) {
    for (const [field, value] of Object.entries(values)) await this.page.locator(`#${field}`).fill(value);
  }

  problem(field) {
    return this.page.locator(`#${field}-problem`);
  }

  /** What is said of the whole form, once something is. */
  async notice() {
    const notice = this.page.locator('#notice[data-kind]');
    await notice.waitFor();
    return notice.innerText();
  }

  /** Which stage the form stands at, with nothing in flight. */
  async waitForStage(stage) {
    await this.page.locator(`#journey-form[data-stage="${stage}"][aria-busy="false"]`).waitFor();
  }

  async waitForPuzzle() {
    await this.waitForStage('captcha');
    await this.page.locator('#captcha-slider:enabled:not([max="0"])').waitFor();
  }

  /** Where the piece belongs, by looking at both pictures. */
  async lookForGap() {
    await this.waitForPuzzle();
    const sources = await this.page.evaluate(() => ['captcha-picture', 'captcha-piece'].map((id) => document.getElementById(id).src));
    return solve(...sources.map((source) => source.replace('data:image/png;base64,', '')));
  }

  /** Slides the piece to a place with the mouse, and lets go. */
  async slideTo(x) {
    const { from, to, y } = await this.slider.evaluate((slider, x) => {
      const [picture, piece] = ['captcha-picture', 'captcha-piece'].map((id) => document.getElementById(id));
      const { left, top, height } = slider.getBoundingClientRect();
      const scale = picture.clientWidth / picture.naturalWidth;
      const from = left + (piece.naturalWidth * scale) / 2;
      return { from, to: from + x * scale, y: top + height / 2 };
    }, x);
    const { mouse } = this.page;
    await mouse.move(from, y);
    await mouse.down();
    await mouse.move(to, y + 3, { steps: 5 });
    assert.ok(Math.abs((await this.slider.inputValue()) - x) <= 1, 'the piece is under the pointer');
    await mouse.up();
  }

  async solvePuzzle() {
    await this.slideTo(await this.lookForGap());
  }

  /** From the address to the form for the code. */
  async askForCode(address) {
    await this.fill({ address });
    await this.submit.click();
    await this.page.locator('[data-stage="captcha"], [data-stage="code"]').waitFor();
    if (await this.page.locator('[data-stage="captcha"]').count()) await this.solvePuzzle();
    await this.waitForStage('code');
  }

  /** What the newest message says that has a code. */
  async newestCode() {
    const answer = await fetch(`${this.address}/demo/outbox`);
    return (await answer.json()).find(({ code }) => code).code;
  }

  /** The code, with another last digit. */
  async wrongCode() {
    const code = await this.newestCode();
    return code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10);
  }

  async setPassword(code, password, confirmation = password) {
    await this.fill({ code, password, confirmation });
    await this.submit.click();
  }

  async logIn(userName, password) {
    await this.open('/login.html');
    await this.fill({ 'user-name': userName, password });
    await this.submit.click();
  }

  async focused() {
    return this.page.evaluate(() => document.activeElement.id);
  }

  /** Everything that the tab and the browser keep. */
  async stored() {
    return this.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  }

  /** How often a call went out. */
  count(request) {
    return this.requests.filter((one) => one === request).length;
  }
}
