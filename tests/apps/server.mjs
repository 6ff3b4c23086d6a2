// The reference server with its demo tenant, and what a person does without the app.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** What each of the demo's users has at first. */
export const current = 'Brook#71Lantern';

/** Starts a server on a port and a database of its own. */
export async function startServer() {
  const program = process.env.REPASS_SERVER ?? `${root}target/debug/repass-server`;
  const child = spawn(program, ['--demo', '--listen', '127.0.0.1:0'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(([status]) => assert.fail(`the server ended with ${status} before it listened`)),
  ]);
  return new Server(child, line.replace('listening on ', ''));
}

class Server {
  constructor(child, address) {
    Object.assign(this, { child, address });
  }

  /** The messages with a code that the address has got, newest first. */
  async codes(address) {
    const outbox = await (await fetch(`${this.address}/demo/outbox`)).json();
    return outbox.filter(({ to, code }) => to === address && code).map(({ code }) => code);
  }

  /** The newest code, once there are so many. */
  async code(address, count = 1) {
    for (let tries = 0; tries < 500; tries += 1) {
      const codes = await this.codes(address);
      if (codes.length >= count) return codes[0];
      await sleep(20);
    }
    assert.fail(`no ${count} codes for ${address} in the outbox`);
  }

  /** Whether the person can log in. */
  async opensFor(username, password) {
    const response = await fetch(`${this.address}/api/v2/sdk/login`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-client-id': 'nTo1eRIub60vPb54WeE6aojPwYwImtl4',
        'X-operating-sys-version': 'test',
        'X-device-fingerprint': 'test',
        'X-agent': 'test',
      },
      body: JSON.stringify({ user_name: username, password }),
    });
    return response.status === 200 && (await response.json()).status === 'SUCCESS';
  }

  async close() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill();
    await once(this.child, 'exit');
  }
}
