// The generated classes can be disposed of; a program for older libraries need not know how.
/// <reference lib="esnext.disposable" />
export * from './repass_server.js';
