// The entry `repass/server`, for Node: the module lies beside this file and is there at once.
import { readFileSync } from 'node:fs';
import { initSync } from './repass_server.js';

export * from './repass_server.js';

initSync({ module: readFileSync(new URL('./repass_server_bg.wasm', import.meta.url)) });
