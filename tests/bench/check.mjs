// One check in Node, beside the npm package zxcvbn; sizes; load and first call in a fresh process. Prints one JSON document.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Policy } from 'repass';
import { passwords, policy, policyWithStrength, subject } from './inputs.mjs';

const require = createRequire(import.meta.url);
const zxcvbn = require('zxcvbn');
const people = [subject.username, subject.email, subject.name, ...subject.words];

const rounds = 20;
const fresh = 20;

const plain = Policy.parse(policy);
const checker = plain.forSubject(subject);
const measuring = Policy.parse(policyWithStrength).forSubject(subject);

const result = {
  times: {
    'repass, npm: checker.check': times((password) => checker.check(password)),
    'repass, npm: policy.check (prepares the subject)': times((password) => plain.check(password, subject)),
    'repass, npm: checker.check with minScore': times((password) => measuring.check(password)),
    'zxcvbn 4.4.2': times((password) => zxcvbn(password, people), 3),
  },
  sizes: {
    'repass_bg.wasm': sizes(require.resolve('repass/repass_bg.wasm')),
    'repass.js, its glue': sizes(fileURLToPath(new URL('../../wasm/npm/repass.js', import.meta.url))),
    'zxcvbn.js 4.4.2': sizes(require.resolve('zxcvbn/dist/zxcvbn.js')),
  },
  loads: {
    'repass: load and first check': firstCall('load-repass.mjs'),
    'zxcvbn 4.4.2: load and first call': firstCall('load-zxcvbn.mjs'),
  },
};
console.log(JSON.stringify(result));

/** Microseconds a call, over all passwords in several rounds; the first round only warms up. */
function times(call, measured = rounds) {
  passwords.forEach(call);
  const all = [];
  for (let round = 0; round < measured; round += 1) {
    for (const password of passwords) {
      const start = performance.now();
      call(password);
      all.push((performance.now() - start) * 1000);
    }
  }
  return { median: quantile(all, 0.5), p99: quantile(all, 0.99) };
}

function sizes(file) {
  const content = readFileSync(file);
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
  return { raw: content.length, gzip: gzipSync(content, { level: 9 }).length, brotli: brotli.length };
}

/** Milliseconds from nothing loaded to the first answer, as a fresh process measures it. */
function firstCall(program) {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const all = Array.from({ length: fresh }, () => Number(execFileSync(process.execPath, [path], { encoding: 'utf8' })));
  return { median: quantile(all, 0.5) };
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
