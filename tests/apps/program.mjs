// An app in a terminal of its own, or fed by a script.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** So long anything may take: a virtual machine starts, a server hashes, and others are at work. */
const patience = 60_000;

export class Program {
  /** Everything that came out, with what moves the cursor and colours. */
  raw = '';

  /** `command` is one line for a shell. In a terminal each frame begins at the screen's first place. */
  constructor(command, { inTerminal }) {
    // `script` gives the program a pseudo-terminal and ends as it ends.
    const [program, ...rest] = inTerminal
      ? ['script', '--quiet', '--return', '--command', command, '/dev/null']
      : ['sh', '-c', command];
    this.child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, TERM: 'xterm-256color' } });
    this.child.stdin.on('error', () => {});
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.raw += text));
    }
    this.ended = once(this.child, 'close').then(([status]) => status);
  }

  /** The last frame, or where lines are printed all of them, without colours. */
  get screen() {
    return this.raw.split('\x1b[H').at(-1).replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '');
  }

  /** The lines of the screen that begin with one of the checklist's marks, as `mark → texts`. */
  get checklist() {
    const lines = this.screen.split('\n').flatMap((line) => /^ {2}([✓○?]) (.*)$/.exec(line)?.slice(1, 3) ?? []);
    return new Map(Array.from({ length: lines.length / 2 }, (_, at) => [lines[2 * at + 1], lines[2 * at]]));
  }

  type(keys) {
    this.child.stdin.write(keys);
  }

  /** Waits until the screen has what is looked for, and gives the match. */
  async until(pattern) {
    const end = Date.now() + patience;
    while (Date.now() < end) {
      const match = pattern.exec(this.screen);
      if (match) return match;
      await sleep(20);
    }
    assert.fail(`no ${pattern} on the screen:\n${this.screen}`);
  }

  /** The exit status, once the program has ended. */
  async end() {
    const status = await Promise.race([this.ended, sleep(patience, 'late', { ref: false })]);
    if (status === 'late') assert.fail(`the app goes on:\n${this.screen}`);
    return status;
  }

  async close() {
    this.child.stdin.end();
    this.child.kill();
    await this.ended;
  }
}
