// The entry for pages: the module is loaded once, by `init`.
import load from './repass.js';

export * from './repass.js';

let loading;

export function init(source = new URL('./repass_bg.wasm', import.meta.url)) {
  loading ??= load({ module_or_path: source }).then(
    () => undefined,
    (error) => {
      // A network may be back a moment later: let the next call try again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
