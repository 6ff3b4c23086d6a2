// The Swift app.
import { testApp } from './apps.mjs';
import { root } from './server.mjs';

testApp('swift', process.env.REPASS_SWIFT_APP ?? `swift run --package-path ${root}examples/swift/app --skip-build repass-swift`);
