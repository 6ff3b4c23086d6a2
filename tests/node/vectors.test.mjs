// Every vector file, on the npm package as Node loads it.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import * as repass from 'repass';
import * as server from 'repass/server';
import { runVectors } from './run-vectors.mjs';
import { reportCount, vectorFiles } from './vector-files.mjs';

let count = 0;

for (const { name, content } of vectorFiles()) {
  test(`${name} holds`, () => {
    const { ran, failures } = runVectors({ repass, server }, content);
    count += ran;
    assert.equal(ran, content.count, 'the file has as many cases as it says');
    assert.deepEqual(failures, []);
  });
}

after(() => reportCount('node', count));
