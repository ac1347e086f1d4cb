/*
 * Preloaded by every npm script that runs our TypeScript (`node --import`): plain JavaScript, so that an older Node can
 * say what is missing instead of failing on a type or crashing in the database driver.
 */
const { napi, node } = process.versions;

if (Number(napi) < 10 || !process.features.typescript) {
  process.stderr.write(
    `Waystation needs Node 24 (or 22.18 and newer); this is Node ${node}. ` +
      'Run it with "npm start" after "npm ci", which brings the right Node along on Linux, or install Node 24.\n',
  );
  process.exit(1);
}
