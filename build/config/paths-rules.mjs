/**
 * A rule of our own for paths that are written: through the port's guard, or not at all. What it calls raw are the calls of
 * Node that make, fill, move, replace or remove a file or folder by a path, by whatever name a file has them: of a module,
 * of a port, taken out of one, passed on. The few places that may have their names and reasons in `mayWrite`; the list only
 * becomes shorter.
 */

import { nameOf } from './member-name.mjs';

const raw = new Set(
  [
    ...['writeFile', 'appendFile', 'copyFile', 'cp', 'rename', 'link', 'symlink', 'mkdir', 'mkdtemp', 'truncate'],
    ...['utimes', 'lutimes', 'chmod', 'chown', 'lchown'],
    ...['rm', 'rmdir', 'unlink'],
  ].flatMap((name) => [name, `${name}Sync`]),
).add('createWriteStream');
const opens = new Set(['open', 'openSync']);
const ofNode = /^(node:)?fs(\/promises)?$/;
const isReading = (flags, text) =>
  flags === undefined || (flags.type === 'Literal' ? flags.value === 'r' : /O_RDONLY|^(read|hold)Flags$/.test(text));

/** What gives the module whole, past the imports that can be seen: `import()`, `require()`, `getBuiltinModule()`. */
function loadsNode(node) {
  const given = node.type === 'ImportExpression' ? node.source : node.arguments[0];
  if (given?.type !== 'Literal' || !ofNode.test(String(given.value))) return false;
  if (node.type === 'ImportExpression') return true;
  const name = node.callee.type === 'MemberExpression' ? node.callee.property.name : node.callee.name;
  return name === 'require' || name === 'getBuiltinModule';
}

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

/** Whether something is `node:fs`, its promises, or the port's own calls. */
function isOfNode(object, { modules, calls }) {
  if (object?.type === 'Identifier') {
    return modules.has(object.name) || calls.get(object.name) === 'promises' || object.name === 'calls';
  }
  return object?.type === 'MemberExpression' && nameOf(object, object.property) === 'promises';
}

/** Other things have names like `rename` and `open` too; what ends in `Sync` is a call of the file system. */
const isCallOf = (name, object, imports) =>
  name !== undefined && (name.endsWith('Sync') || name === 'createWriteStream' || isOfNode(object, imports));

/** Flags that are not for reading alone; the calls of Windows have an `open` of another kind. */
function isWritingOpen(name, node, source) {
  const flags = node.arguments[1];
  if (!opens.has(name) || (flags?.type === 'Literal' && typeof flags.value !== 'string')) return false;
  return !isReading(flags, flags === undefined ? '' : source.getText(flags));
}

/** The call that a name is the callee of, also by `call`, `apply` and `bind`, whose arguments are not those of the call. */
const calledBy = (node) => (node.parent.type === 'CallExpression' && node.parent.callee === node ? node.parent : null);

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
        const source = context.sourceCode;
        const imports = importsOf(source.ast);
        const report = (node, name) => {
          if (!allowed.includes(name)) context.report({ node, messageId: 'found', data: { name } });
        };
        /** A call by its own name; a name that is passed on may be called with anything. */
        const look = (node, name) => {
          const call = calledBy(node);
          if (raw.has(name) || (opens.has(name) && (call === null || isWritingOpen(name, call, source)))) {
            report(node, name);
          }
        };
        const reportLoad = (node) => {
          if (loadsNode(node)) report(node, 'fs');
        };
        return {
          ImportExpression: reportLoad,
          CallExpression: reportLoad,
          MemberExpression(node) {
            const name = nameOf(node, node.property);
            if (isCallOf(name, node.object, imports)) look(node, name);
          },
          // `const { rmSync } = files`, and the same in the parameters of a function.
          'ObjectPattern > Property'(node) {
            const name = nameOf(node, node.key);
            const { parent: pattern } = node;
            const from = pattern.parent.type === 'VariableDeclarator' ? pattern.parent.init : undefined;
            if ((raw.has(name) || opens.has(name)) && isCallOf(name, from, imports)) report(node, name);
          },
          ImportSpecifier(node) {
            const name = imports.calls.get(node.local.name);
            if (name === undefined) return;
            for (const variable of source.getDeclaredVariables(node)) {
              for (const { identifier } of variable.references) look(identifier, name);
            }
          },
          ExportNamedDeclaration(node) {
            if (node.source === null || !ofNode.test(node.source.value)) return;
            for (const { local } of node.specifiers)
              if (raw.has(local.name) || opens.has(local.name)) report(node, local.name);
          },
          ExportAllDeclaration(node) {
            if (ofNode.test(node.source.value)) report(node, 'fs');
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
  // Folders of the site, of its logs, of the program: made where the site lies, never over anything. What a site that was
  // not finished left goes by its fixed names.
  'electron/core/site/site.ts': ['chmodSync', 'rmSync'],
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
  'electron/host/windows/opening.ts': ['mkdirSync', 'openSync', 'rmSync'],
  // The lock is a file of its own that is made or not, moved aside to be looked at, and removed by who has it.
  'electron/core/site/console-lock.ts': ['writeFileSync', 'renameSync', 'rmSync'],
  // The page of the console that ends, by its fixed name in the site.
  'electron/host/web/address-file.ts': ['rmSync'],
  // The database that a backup replaces is kept beside it under a second name; old backups go by the names that they got.
  'electron/core/store/backup.ts': ['linkSync', 'renameSync', 'rmSync'],
  // A new file for its owner alone, which SQLite fills.
  'electron/core/userstate/stores/catalog-writer.ts': ['openSync'],
  // Into a temporary folder of this process alone, and with it again.
  'electron/core/store/salvage.ts': ['copyFileSync', 'rmSync'],
  'electron/host/transfers.ts': ['open', 'rm', 'rmSync'],
  'electron/host/cli/corpus-command.ts': ['rmSync'],
  'electron/core/running/scripts.ts': ['rm'],
  'electron/core/ports/processes-real.ts': ['rmSync'],
  // What a killed process left: names that only such leavings have, regular files and folders of this process alone.
  'electron/core/ports/left-beside.ts': ['rmSync'],
  // Whether a folder can be written is tried with a new file of a random name.
  'electron/core/state-migration/folder-facts.ts': ['open', 'rm'],
  // A store is a folder that gets its name whole, under a lock, and goes under the same one.
  'electron/core/userstate/stores/store-folder.ts': ['mkdirSync', 'renameSync', 'rmSync', 'rmdirSync'],
  'electron/core/userstate/stores/store-lock.ts': ['rmSync'],
  'electron/core/userstate/stores/settle-store.ts': ['renameSync', 'rmSync'],
  'electron/core/state-migration/remove-store.ts': ['renameSync', 'unlink', 'rm'],
  // Files of the store that is being written, under names that it has given itself.
  'electron/core/userstate/capture.ts': ['rmSync'],
  // The logs of runs that are deleted, in folders named by their numbers.
  'electron/core/running/run-history.ts': ['rm'],
  // By paths that held folders gave.
  'electron/core/userstate/stores/copy-file.ts': ['openSync'],
  'electron/core/userstate/restore-file.ts': [
    ...['linkSync', 'renameSync', 'lutimesSync', 'utimesSync', 'chmodSync'],
    ...['rmSync', 'unlinkSync'],
  ],
  'electron/core/userstate/restore-spool.ts': ['rmSync', 'rmdirSync'],
  // The port itself, whose rename waits for who holds the file.
  'electron/core/ports/files-real.ts': ['renameSync'],
  // The devices of the sample, made by the program in its own site.
  'electron/core/sample/sample-devices.ts': ['mkdirSync', 'openSync', 'chmodSync', 'utimesSync', 'rmSync'],
};
