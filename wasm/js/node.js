// The entry for Node: the module lies beside this file and is there at once.
import { readFileSync } from 'node:fs';
import { initSync } from './repass.js';

export * from './repass.js';

initSync({ module: readFileSync(new URL('./repass_bg.wasm', import.meta.url)) });

export async function init() {}
