// The Kotlin app.
import { testApp } from './apps.mjs';
import { root } from './server.mjs';

testApp('kotlin', process.env.REPASS_KOTLIN_APP ?? `${root}examples/kotlin/repass-kotlin`);
