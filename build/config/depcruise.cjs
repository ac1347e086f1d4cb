/** The import table as a graph rule: cycles, imports that resolve to nothing, and packages a zone may not use. */
const test = '\\.(test|contract)\\.tsx?$|/fakes/';
const zone = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });
const packages = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
    pathNot: allowed.map((p) => `node_modules/${p}(/|$)`),
  },
});

module.exports = {
  forbidden: [
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css$|^electron$' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    zone('shared-stands-alone', '^shared', '^(electron|renderer|e2e|build)/'),
    zone('core-imports-shared-only', '^electron/core', '^(electron/(host|main|preload)|renderer|e2e)/'),
    zone('host-knows-no-electron', '^electron/host', '^(electron/(main|preload)|renderer|e2e)/'),
    zone('preload-imports-shared-only', '^electron/preload', '^(electron/(core|host|main)|renderer|e2e)/'),
    zone('renderer-imports-shared-only', '^renderer', '^(electron|e2e)/'),
    {
      // Journeys start hosts as processes. The launcher of Electron's double is that for the shell: this one file only.
      ...zone('e2e-imports-shared-only', '^e2e', ''),
      to: { path: '^(electron|renderer|build)/', pathNot: '^electron/main/fakes/launch\\.ts$' },
    },
    zone('engine-not-sequence', '^electron/core/engine', '^electron/core/(sequence|store)/'),
    zone('sequence-not-engine', '^electron/core/sequence', '^electron/core/(engine|store)/'),
    {
      name: 'feature-by-its-door',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/($1/|[^/]+/index\\.tsx$)' },
    },
    zone('components-import-no-store', '^renderer/components', '^renderer/(stores|features)/'),
    packages('shared-packages', '^shared', ['zod']),
    packages('core-packages', '^electron/core', [
      'better-sqlite3',
      'diff',
      'fswin',
      'koffi',
      'native-reg',
      '@types/better-sqlite3',
      'kysely',
      '@rgrove/parse-xml',
      'yauzl',
      'yazl',
      '@types/(yauzl|yazl|node)',
      'zod',
    ]),
    packages('host-packages', '^electron/host', ['i18next', 'ws', '@types/ws', '@types/node', 'zod']),
    packages('main-packages', '^electron/main/(?!fakes/)', ['electron', '@types/node']),
    packages('preload-packages', '^electron/preload', ['electron', '@types/node', 'zod']),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'renderer/tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
  },
};
