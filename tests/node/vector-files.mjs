// The vector files in tests/vectors, read from the disk.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { isOurs } from './run-vectors.mjs';

const folder = fileURLToPath(new URL('../vectors', import.meta.url));

/** Each file with cases, as `{ name, content }`. */
export function allFiles() {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.json')).sort();
  const files = names.map((name) => ({ name, content: JSON.parse(readFileSync(join(folder, name), 'utf8')) }));
  return files.filter(({ content }) => Array.isArray(content.cases));
}

/** Each file for a runner outside Rust. */
export function vectorFiles() {
  return allFiles().filter(({ content }) => isOurs(content));
}

/** The schema that they all keep. */
export function vectorSchema() {
  return JSON.parse(readFileSync(join(folder, 'vectors.schema.json'), 'utf8'));
}

/** The line that `cargo xtask test` reads. */
export function reportCount(language, count) {
  console.log(`vectors: ${language} ${count}`);
}
