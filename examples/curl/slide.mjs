// Reads the answer of GET /api/v2/sdk/captcha and prints how far its piece must be slid.
import { text } from 'node:stream/consumers';
import { solve } from '../../tests/e2e/slider.mjs';

const { originalImageBase64, jigsawImageBase64 } = JSON.parse(await text(process.stdin));
console.log(solve(originalImageBase64, jigsawImageBase64));
