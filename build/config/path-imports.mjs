import { registerHooks } from 'node:module';
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Vitest imports packages by their path as it is, or by an address in which all after the first `#` is as it is; Node
 * takes both for addresses, in which a `#` or a `%20` leads elsewhere.
 */
function toAddress(specifier) {
  if (isAbsolute(specifier)) return pathToFileURL(specifier).href;
  const at = specifier.startsWith('file:') ? specifier.indexOf('#') : -1;
  return at < 0 ? specifier : pathToFileURL(fileURLToPath(specifier.slice(0, at)) + specifier.slice(at)).href;
}

registerHooks({
  // A `require` takes paths as paths.
  resolve: (specifier, context, next) =>
    next(context.conditions.includes('require') ? specifier : toAddress(specifier), context),
});
