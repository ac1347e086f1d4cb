/**
 * A rule of our own for what others call: an exported function of `shared` and `electron/core` says in a docstring what it
 * does, its units, limits and errors, as far as its name and types do not.
 */

const isFunction = (node) => node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';

/** Names of the functions that a statement exports. */
function exportedBy(declaration) {
  if (declaration?.type === 'FunctionDeclaration' || declaration?.type === 'TSDeclareFunction') {
    return [declaration.id?.name ?? 'default'];
  }
  if (declaration?.type !== 'VariableDeclaration') return [];
  return declaration.declarations.filter(({ init }) => isFunction(init)).map(({ id }) => id.name);
}

export const docsRules = {
  rules: {
    'exported-function': {
      meta: {
        type: 'problem',
        schema: [],
        messages: { found: 'Others call {{name}}: say in a docstring what it does, its units, limits and errors.' },
      },
      create(context) {
        const look = (node) => {
          const names = exportedBy(node.declaration);
          const comment = context.sourceCode.getCommentsBefore(node).at(-1);
          if (names.length === 0 || (comment?.type === 'Block' && /^\*[\s*]*[^\s*]/.test(comment.value))) return;
          context.report({ node, messageId: 'found', data: { name: names.join(', ') } });
        };
        /** A docstring of an overload is that of the function; one of its forms is enough. */
        const isOverload = (node, at, body) =>
          at > 0 &&
          exportedBy(node.declaration).length > 0 &&
          exportedBy(body[at - 1].declaration).join() === exportedBy(node.declaration).join();
        return {
          Program({ body }) {
            body.forEach((node, at) => {
              const isExport = node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration';
              if (isExport && !isOverload(node, at, body)) look(node);
            });
          },
        };
      },
    },
  },
};
