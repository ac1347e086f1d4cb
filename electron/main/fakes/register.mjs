import { registerHooks } from 'node:module';

/* Preloaded with `node --import`: whoever imports `electron` gets the double. Nothing else is changed. */
const double = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: double, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
