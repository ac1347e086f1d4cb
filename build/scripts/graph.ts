// The import table as a graph, with findings and exit code of dependency-cruiser. Its own command line makes an address of
// its configuration's path as it is, and finds nothing where that path has a `%` or a `#`.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, IFlattenedRuleSet } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { forbidden, options } = createRequire(import.meta.url)('../config/depcruise.cjs') as {
  forbidden: IFlattenedRuleSet['forbidden'];
  options: ICruiseOptions & { enhancedResolveOptions: object };
};

const { output, exitCode } = await cruise(
  ['shared', 'electron', 'renderer', 'e2e'],
  { ...options, baseDir: root, validate: true, outputType: 'err', ruleSet: { forbidden: forbidden ?? [] } },
  options.enhancedResolveOptions,
  { tsConfig: extractTSConfig('renderer/tsconfig.json') },
);
if (typeof output === 'string') console.log(output);
process.exitCode = exitCode;
