// The page "Set a new password" on the reference server with its demo tenant.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const zhangwei = '20201028102749564-9082-DC8CD2722';
export const zenglijun = '20201028102749564-9082-DC8CD2723';
export const bare = '20201028102749564-9082-DC8CD2724';
/** What each of the demo's users has. */
export const current = 'Brook#71Lantern';
/** Keeps every rule of the demo's policy; each test that sets one has its own. */
export const good = 'Cedar&41Violin~Moss';

/**
 * Starts the server on a port and a database of its own.
 * @param {object} config what its configuration file says
 */
export async function startServer(config = {}) {
  const program = process.env.REPASS_SERVER ?? `${root}target/debug/repass-server`;
  if (!existsSync(program)) throw new Error('no server: run `cargo build --package repass-server`, or set REPASS_SERVER');
  const folder = await mkdtemp(join(tmpdir(), 'repass-config-'));
  const file = join(folder, 'config.json');
  await writeFile(file, JSON.stringify(config));
  const server = spawn(program, ['--demo', '--listen', '127.0.0.1:0', '--config', file], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  // Nobody reads what follows the first line, and a full pipe would stop the server.
  const lines = createInterface({ input: server.stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(server, 'exit').then(([code]) => assert.fail(`the server ended with ${code} before it listened`)),
  ]);
  const address = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
  assert.ok(address, `the first line says where the server listens, not: ${line}`);
  return {
    address,
    async close() {
      await rm(folder, { recursive: true, force: true });
      if (server.exitCode !== null) return;
      server.kill();
      await once(server, 'exit');
    },
  };
}

/** A browser, and pages in it that tell what they asked for and what went wrong. */
export async function openPages(address, options = {}) {
  const browser = await openBrowser({ locale: 'en-US', reducedMotion: 'reduce', viewport: { width: 1200, height: 900 }, ...options });
  return {
    /**
     * Opens the page afresh and runs a test on it. After the test nothing may have gone wrong in the page, and nothing
     * may have come from another host.
     * @param {(page: SetPasswordPage) => Promise<void>} body
     * @param {{ prepare?: (page: import('playwright-core').Page) => Promise<void> }} how
     */
    async visit(body, { prepare } = {}) {
      const page = await browser.context.newPage();
      const visited = new SetPasswordPage(page, address);
      try {
        await prepare?.(page);
        await page.goto(address);
        await page.locator('#rules li, #rules-missing:visible').first().waitFor();
        await body(visited);
        visited.assertFine();
      } finally {
        await page.evaluate(() => localStorage.clear()).catch(() => {});
        await page.close();
      }
    },
    close: () => browser.close(),
  };
}

/** A page that tells what it asked for and what went wrong. */
export class WatchedPage {
  /** Every request since the page was opened, as `METHOD /path`. */
  requests = [];
  foreign = [];
  problems = [];

  constructor(page, address) {
    this.page = page;
    page.on('request', (request) => {
      const url = new URL(request.url());
      this.requests.push(`${request.method()} ${url.pathname}`);
      // The pictures of a CAPTCHA come with the answer.
      if (url.origin !== address && url.protocol !== 'data:') this.foreign.push(request.url());
    });
    page.on('pageerror', (error) => this.problems.push(String(error)));
    page.on('console', (said) => {
      // The browser notes each refused or failed call of its own accord.
      const isCall = /\/(api|demo|otp)\/|\/reset_user_password$/.test(said.location().url);
      const isRefusedCall = said.text().startsWith('Failed to load resource') && isCall;
      if (['error', 'warning'].includes(said.type()) && !isRefusedCall) this.problems.push(said.text());
    });
  }

  /** After a test nothing may have gone wrong, and nothing may have come from another host. */
  assertFine() {
    assert.deepEqual(this.problems, [], 'nothing goes wrong in the page');
    assert.deepEqual(this.foreign, [], 'nothing is loaded from another host');
  }
}

export class SetPasswordPage extends WatchedPage {
  constructor(page, address) {
    super(page, address);
    this.password = page.locator('#password');
    this.submit = page.locator('#submit');
    this.result = page.locator('#result');
  }

  /** The state of each line of the checklist. */
  async states() {
    return Object.fromEntries(
      await this.page.locator('#rules li').evaluateAll((lines) => lines.map((line) => [line.dataset.rule, line.dataset.state])),
    );
  }

  line(id) {
    return this.page.locator(`#rules [data-rule="${id}"]`);
  }

  async setPassword(password) {
    await this.password.fill(password);
    await this.submit.click();
  }

  /** The text of the result, once it is there. */
  async answer() {
    const there = this.page.locator('#result[data-kind]');
    await there.waitFor();
    return { kind: await there.getAttribute('data-kind'), text: await there.innerText() };
  }

  /** The answer as it was, unfolded. */
  async rawAnswer() {
    await this.page.locator('#raw summary').click();
    return this.page.locator('#raw').innerText();
  }

  /** The requests to change a password. */
  changes() {
    return this.requests.filter((request) => request.startsWith('PUT '));
  }
}
