/** A package that stays beside the bundles because it has a binary, or serves one that has. */
export interface NativeModule {
  readonly name: string;
  /** What it needs on Windows x64, as patterns below its folder; its description and licence come by themselves. */
  readonly files: readonly string[];
  /** Not installed on other systems: it comes from the registry. */
  readonly isForeign?: boolean;
}

/**
 * The native modules of a Windows package with that system's files and no other's. The configuration of
 * electron-builder leaves out the same; a test compares the two.
 */
export const windowsModules: readonly NativeModule[] = [
  { name: 'better-sqlite3', files: ['lib/**/*.js', 'prebuilds/win32-x64.node'] },
  { name: 'fswin', files: ['index.js', 'x64/fswin.node'] },
  { name: 'native-reg', files: ['lib/index.js', 'prebuilds/win32-x64/*.node'] },
  { name: 'node-gyp-build', files: ['*.js'] },
  { name: 'koffi', files: ['*.cjs', '*.js', 'src/koffi/*.cjs', 'src/koffi/*.js', 'src/koffi/src/*.{cjs,js}'] },
  { name: '@koromix/koffi-win32-x64', files: ['index.js', 'win32_x64/koffi.node'], isForeign: true },
];
