// Milliseconds to load the npm package and check one password.
import { policy, subject } from './inputs.mjs';

const start = performance.now();
const { Policy } = await import('repass');
Policy.parse(policy).check('Brook#71Lantern', subject);
console.log(performance.now() - start);
