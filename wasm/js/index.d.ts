// The generated classes can be disposed of; a program for older libraries need not know how.
/// <reference lib="esnext.disposable" />
export * from './repass.js';

/** Where the module comes from: its address, its bytes, the answer to a request for it, or the module itself. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the module. In a page, await this once before anything else is called; later calls return the same promise.
 * Without a source the module is taken from beside the script. In Node it is there from the start, and this does nothing.
 */
export function init(source?: Source | Promise<Source>): Promise<void>;
