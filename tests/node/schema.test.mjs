// The vectors keep their own schema: a misspelt member would be a case that nobody runs.
import assert from 'node:assert/strict';
import test from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { allFiles, vectorSchema } from './vector-files.mjs';

// `strict` would want types where the schema leaves them to another place.
const isValid = new Ajv2020({ strict: false }).compile(vectorSchema());

for (const { name, content } of allFiles()) {
  test(`${name} keeps the schema`, () => {
    assert.ok(isValid(content), JSON.stringify(isValid.errors));
    content.cases[0].descripton = 'misspelt';
    assert.ok(!isValid(content), 'a member that the schema does not know');
  });
}
