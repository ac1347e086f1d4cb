/** Rules of our own against what works everywhere but on Windows, where it had once broken every start and every capture. */

/** The call's own name: `rmSync` of `files.rmSync(…)`. */
const nameOf = ({ callee }) => (callee.type === 'MemberExpression' ? callee.property.name : callee.name);

/** What a name was made of, when it is a constant of this file. */
function resolve(node, scope) {
  if (node.type !== 'Identifier') return node;
  for (let at = scope; at !== null; at = at.upper) {
    const definition = at.set.get(node.name)?.defs[0]?.node;
    if (definition !== undefined) return definition.init ?? node;
  }
  return node;
}

const isModuleUrl = (node) =>
  node?.type === 'MemberExpression' && node.object.type === 'MetaProperty' && node.property.name === 'url';

/** `import.meta.url`, `new URL(…, import.meta.url)`, `pathToFileURL(…)`, or a constant that holds one of them. */
function isFileUrl(given, scope) {
  const node = resolve(given, scope);
  if (isModuleUrl(node)) return true;
  if (node.type === 'CallExpression') return nameOf(node) === 'pathToFileURL';
  return node.type === 'NewExpression' && node.callee.name === 'URL' && node.arguments.some(isModuleUrl);
}

const rule = (message, create) => ({
  meta: { type: 'problem', schema: [], messages: { found: message } },
  create,
});

export const windowsRules = {
  rules: {
    'no-path-from-url': rule(
      'A path of an address is /C:/… on Windows and has %20 for a blank. Use fileURLToPath.',
      (context) => ({
        MemberExpression(node) {
          const scope = context.sourceCode.getScope(node);
          const isCut =
            node.property.name === 'pathname' ||
            (/^(replace|replaceAll|slice|substring|split)$/.test(node.property.name ?? '') &&
              node.parent.type === 'CallExpression');
          if (isCut && isFileUrl(node.object, scope)) context.report({ node, messageId: 'found' });
        },
      }),
    ),
    'sync-in-one-place': rule(
      'Windows syncs only what is open for writing. Use electron/core/ports/sync-path.ts.',
      (context) => ({
        CallExpression(node) {
          const name = nameOf(node);
          const isSync = /^(fsync|fdatasync)(Sync)?$|^datasync$/.test(name ?? '');
          const isHandle = name === 'sync' && node.callee.type === 'MemberExpression' && node.arguments.length === 0;
          if (isSync || isHandle) context.report({ node, messageId: 'found' });
        },
      }),
    ),
    'renames-by-port': rule(
      'Windows refuses a rename while a virus scanner looks at the file. Use renameSync of realFiles, which waits.',
      (context) => ({
        ImportDeclaration(node) {
          const isOfNode = /^(node:)?fs(\/promises)?$/.test(node.source.value) && node.importKind !== 'type';
          const found = node.specifiers.find(({ imported }) => /^rename(Sync)?$/.test(imported?.name ?? ''));
          if (isOfNode && found !== undefined) context.report({ node: found, messageId: 'found' });
        },
      }),
    ),
    'locks-in-one-place': rule(
      'Windows removes no lock that is open, and a lock that was let go may be another’s. Use the release of its lock.',
      (context) => ({
        CallExpression(node) {
          if (!/^(rm|unlink)(Sync)?$/.test(nameOf(node) ?? '') || node.arguments[0] === undefined) return;
          const removed = context.sourceCode.getText(node.arguments[0]);
          if (/lock/i.test(removed)) context.report({ node, messageId: 'found' });
        },
      }),
    ),
    'read-only-in-one-place': rule(
      'Windows syncs no read-only file: it is written and synced first. Use the restore’s own writer of files.',
      (context) => ({
        CallExpression(node) {
          if (!/^f?chmod(Sync)?$/.test(nameOf(node) ?? '')) return;
          const mode = node.arguments.at(1)?.value;
          if (typeof mode === 'number' && (mode & 0o200) === 0) context.report({ node, messageId: 'found' });
        },
      }),
    ),
  },
};
