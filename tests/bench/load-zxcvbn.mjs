// Milliseconds to load zxcvbn's bundle and measure one password.
import { createRequire } from 'node:module';
import { subject } from './inputs.mjs';

const require = createRequire(import.meta.url);
const start = performance.now();
const zxcvbn = require('zxcvbn/dist/zxcvbn.js');
zxcvbn('Brook#71Lantern', [subject.username, ...subject.words]);
console.log(performance.now() - start);
