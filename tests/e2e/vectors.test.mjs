// Every vector file, on the npm package as a browser loads it.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { reportCount, vectorFiles } from '../node/vector-files.mjs';
import { openBrowser } from './browser.mjs';
import { serve } from './static-server.mjs';

let server;
let browser;
let page;
let count = 0;

before(async () => {
  server = await serve(['wasm/npm', 'tests/node']);
  browser = await openBrowser();
  page = await browser.context.newPage();
  await page.goto(server.address);
  await page.evaluate(async () => {
    const repass = await import('/wasm/npm/web.js');
    await Promise.all([repass.init(), repass.init()]);
    // No page loads the other module; a browser runs it all the same.
    const server = await import('/wasm/npm/repass_server.js');
    await server.default({ module_or_path: '/wasm/npm/repass_server_bg.wasm' });
    const { runVectors } = await import('/tests/node/run-vectors.mjs');
    globalThis.runFile = (content) => runVectors({ repass, server }, JSON.parse(content));
  });
});

after(async () => {
  await browser?.close();
  await server?.close();
  reportCount('browser', count);
});

for (const { name, content } of vectorFiles()) {
  test(`${name} holds`, async () => {
    // As text: the driver's own encoding of values must not come between.
    const { ran, failures } = await page.evaluate((text) => globalThis.runFile(text), JSON.stringify(content));
    count += ran;
    assert.equal(ran, content.count, 'the file has as many cases as it says');
    assert.deepEqual(failures, []);
  });
}
