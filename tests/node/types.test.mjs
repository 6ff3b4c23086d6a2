// The types say what the module does: they compile, they know every tag, and every effect and event of the vectors fits them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import { vectorFiles, vectorSchema } from './vector-files.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));

test('the types compile in strict mode, and refuse what is wrong', () => {
  compile(join(folder, 'types.ts'));
});

test('the types name every effect and event of the server\'s machines', () => {
  const { effect, event } = vectorSchema().$defs;
  assert.deepEqual(tags('repass_server.d.ts', 'effect'), [...effect.properties.effect.enum].sort());
  assert.deepEqual(tags('repass_server.d.ts', 'event'), [...event.properties.event.enum].sort());
});

test('the types name every effect and event of a journey', () => {
  const { journeyEffect, journeyEvent } = vectorSchema().$defs;
  const named = (definition, tag) => definition.oneOf.map(({ properties }) => properties[tag].const).sort();
  assert.deepEqual(tags('repass.d.ts', 'effect'), named(journeyEffect, 'effect'));
  assert.deepEqual(tags('repass.d.ts', 'event'), named(journeyEvent, 'event'));
});

test('every effect and event of the vectors has its type', (t) => {
  const [operations, journeys] = ['operation', 'journey'].map((kind) => vectorFiles().filter(({ content }) => content.kind === kind));
  const steps = operations.flatMap(({ content }) => content.cases.flatMap((case_) => resolved(case_.steps, content.values ?? {})));
  const journeySteps = journeys.flatMap(({ content }) => content.cases.flatMap((case_) => case_.steps));
  const lists = {
    'server.Effect': steps.map(({ effect }) => effect),
    'server.Settings': operations.flatMap(({ content }) => Object.values(content.settings)),
    'server.Event': steps.flatMap(({ event }) => event ?? []),
    // What is sent stands in the vectors in a form for readers.
    'page.JourneyEffect': journeySteps.flatMap(({ effects }) => effects ?? []).filter(({ effect }) => effect !== 'send'),
    'page.JourneyEvent': journeySteps.flatMap(({ event }) => event ?? []),
    'page.JourneyForm': journeySteps.flatMap(({ form }) => form ?? []),
    'page.JourneySetup': journeys.flatMap(({ content }) => Object.values(content.setups ?? {})),
  };
  // Where the packages are found, and git sees nothing.
  const temporary = mkdtempSync(join(folder, '../../node_modules/.types-'));
  t.after(() => rmSync(temporary, { recursive: true }));
  const program = Object.entries(lists).map(([type, values]) => {
    assert.ok(values.length > 0, type);
    const distinct = new Set(values.map((value) => JSON.stringify(value)));
    return [...distinct].map((value) => `(${value}) satisfies ${type};`).join('\n');
  });
  const imports = "import type * as page from 'repass';\nimport type * as server from 'repass/server';\n";
  writeFileSync(join(temporary, 'vectors.ts'), imports + program.join('\n'));
  compile(join(temporary, 'vectors.ts'));
});

function compile(file) {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom'];
  try {
    execFileSync(process.execPath, [tsc, ...options, file], { encoding: 'utf8', maxBuffer: 1 << 26 });
  } catch (error) {
    assert.fail(error.stdout.slice(0, 5000));
  }
}

/** The tags in a file of types, as in `{ effect: 'respond'; … }`. */
function tags(file, tag) {
  const text = readFileSync(new URL(`../../wasm/npm/${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(new RegExp(`\\b${tag}: '(\\w+)'`, 'g'))].map(([, name]) => name).sort();
}

function resolved(value, values) {
  return JSON.parse(JSON.stringify(value), (_, member) => (member?.$ref ? resolved(values[member.$ref], values) : member));
}
