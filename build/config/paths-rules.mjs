/**
 * A rule of our own for paths that are written: through the port's guard, or not at all. What it calls raw are the calls of
 * Node that make, fill, move or replace a file or folder by a path. The few places that may have their names and reasons
 * in `mayWrite`; the list only becomes shorter.
 */

const raw = new Set(
  [
    ...['writeFile', 'appendFile', 'copyFile', 'cp', 'rename', 'link', 'symlink', 'mkdir', 'mkdtemp', 'truncate'],
    ...['utimes', 'lutimes', 'chmod', 'chown', 'lchown'],
  ].flatMap((name) => [name, `${name}Sync`]),
).add('createWriteStream');
const opens = new Set(['open', 'openSync']);
const ofNode = /^(node:)?fs(\/promises)?$/;
const isReading = (flags, text) =>
  flags === undefined || (flags.type === 'Literal' ? flags.value === 'r' : /O_RDONLY|^(read|hold)Flags$/.test(text));

/** Names of this file that stand for `node:fs`, and those that stand for one of its calls. */
function importsOf(program) {
  const modules = new Set();
  const calls = new Map();
  for (const node of program.body) {
    if (node.type !== 'ImportDeclaration' || node.importKind === 'type' || !ofNode.test(node.source.value)) continue;
    for (const one of node.specifiers) {
      if (one.type === 'ImportSpecifier') calls.set(one.local.name, one.imported.name);
      else modules.add(one.local.name);
    }
  }
  return { modules, calls };
}

/** Other things have names like `rename` and `open` too; what ends in `Sync` is a call of the file system. */
function calledOf({ callee }, { modules, calls }) {
  if (callee.type === 'Identifier') return calls.get(callee.name);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const { name } = callee.property;
  if (name.endsWith('Sync') || name === 'createWriteStream') return name;
  const { object } = callee;
  const isOfNode = object.type === 'Identifier' && (modules.has(object.name) || calls.get(object.name) === 'promises');
  const isPorts = object.type === 'Identifier' && object.name === 'calls';
  const isPromises = object.type === 'MemberExpression' && object.property.name === 'promises';
  return isOfNode || isPorts || isPromises ? name : undefined;
}

/** Flags that are not for reading alone; the calls of Windows have an `open` of another kind. */
function isWritingOpen(name, node, source) {
  const flags = node.arguments[1];
  if (!opens.has(name) || (flags?.type === 'Literal' && typeof flags.value !== 'string')) return false;
  return !isReading(flags, flags === undefined ? '' : source.getText(flags));
}

export const pathsRules = {
  rules: {
    'written-by-guard': {
      meta: {
        type: 'problem',
        schema: [{ type: 'array', items: { type: 'string' } }],
        messages: {
          found:
            'Paths are written through the guard: whole-file, held-folders, append-file, temporary-folder (ports), written-place (site). Instead of {{name}}.',
        },
      },
      create(context) {
        const allowed = context.options[0] ?? [];
        const imports = importsOf(context.sourceCode.ast);
        return {
          CallExpression(node) {
            const name = calledOf(node, imports);
            if (name === undefined || !(raw.has(name) || isWritingOpen(name, node, context.sourceCode))) return;
            if (!allowed.includes(name)) context.report({ node, messageId: 'found', data: { name } });
          },
        };
      },
    },
  },
};

/** The guard itself: each of these has its rules in electron/core/ports/SPEC.md. */
export const guardFiles = [
  'append-file',
  'held-folders',
  'new-name',
  'private-place',
  'sync-path',
  'temporary-folder',
  'whole-file',
].map((name) => `electron/core/ports/${name}.ts`);

/** Who else may call what, and why. */
export const mayWrite = {
  // Folders of the site, of its logs, of the program: made where the site lies, never over anything.
  'electron/core/site/site.ts': ['chmodSync'],
  'electron/core/engine/log-files.ts': ['mkdirSync'],
  'electron/host/sample.ts': ['mkdir'],
  'electron/main/sealing.ts': ['mkdirSync'],
  // A folder that a person asked for.
  'electron/host/browse.ts': ['mkdir'],
  'electron/host/write-whole.ts': ['mkdirSync'],
  'electron/host/cli/salvage-command.ts': ['mkdir'],
  // The log that is full takes the place of the one before it, both by fixed names in the folder of logs.
  'electron/host/console-log.ts': ['renameSync'],
  // A new file for the output of a host; what had its name is removed first.
  'electron/host/windows/opening.ts': ['mkdirSync', 'openSync'],
  // The lock is a file of its own that is made or not, and moved aside to be looked at.
  'electron/core/site/console-lock.ts': ['writeFileSync', 'renameSync'],
  // The database that a backup replaces is kept beside it under a second name.
  'electron/core/store/backup.ts': ['linkSync', 'renameSync'],
  // A new file for its owner alone, which SQLite fills.
  'electron/core/userstate/stores/catalog-writer.ts': ['openSync'],
  // Into a temporary folder of this process alone.
  'electron/core/store/salvage.ts': ['copyFileSync'],
  'electron/host/transfers.ts': ['open'],
  // Whether a folder can be written is tried with a new file of a random name.
  'electron/core/state-migration/folder-facts.ts': ['open'],
  // A store is a folder that gets its name whole, under a lock.
  'electron/core/userstate/stores/store-folder.ts': ['mkdirSync', 'renameSync'],
  // By paths that held folders gave.
  'electron/core/userstate/stores/copy-file.ts': ['openSync'],
  'electron/core/userstate/restore-file.ts': ['linkSync', 'renameSync', 'lutimesSync', 'utimesSync', 'chmodSync'],
  // The devices of the sample, made by the program in its own site.
  'electron/core/sample/sample-devices.ts': ['mkdirSync', 'openSync', 'chmodSync', 'utimesSync'],
};
