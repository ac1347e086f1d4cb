/** A rule of our own on what the program's log says of an error (MIG-177). */

const isErrorName = (name) => /^(error|err|cause|failure|fault|exception|thrown)$/i.test(name);

/** Whether a name is what a `catch` gave, here or around this place. */
function isCaught(node, scope) {
  for (let at = scope; at !== null; at = at.upper) {
    const definition = at.set.get(node.name)?.defs[0];
    if (definition !== undefined) return definition.type === 'CatchClause';
  }
  return false;
}

/** An error, or text of one: its message or stack, and whatever is made of it by a call. */
function isOfError(node, scope) {
  switch (node?.type) {
    case 'Identifier':
      return isErrorName(node.name) || isCaught(node, scope);
    case 'MemberExpression':
      return isOfError(node.object, scope) || (isErrorName(node.property.name ?? '') && !node.computed);
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return isOfError(node.expression, scope);
    case 'CallExpression':
      return node.arguments.some((one) => isOfError(one, scope)) || isOfError(node.callee, scope);
    case 'ConditionalExpression':
      return isOfError(node.consequent, scope) || isOfError(node.alternate, scope);
    case 'LogicalExpression':
      return isOfError(node.left, scope) || isOfError(node.right, scope);
    case 'TemplateLiteral':
      return node.expressions.some((one) => isOfError(one, scope));
    case 'BinaryExpression':
      return node.operator === '+' && (isOfError(node.left, scope) || isOfError(node.right, scope));
    default:
      return false;
  }
}

/** `log.error(…)`, `ports.log.warning(…)`, and `info` of either. */
function isLogCall({ callee }) {
  if (callee.type !== 'MemberExpression' || !/^(error|warning|info)$/.test(callee.property.name ?? '')) return false;
  const { object } = callee;
  const name = object.type === 'MemberExpression' ? object.property.name : object.name;
  return /^(?:\w+Log|log)$/.test(name ?? '');
}

export const logRules = {
  rules: {
    'error-is-cause': {
      meta: {
        type: 'problem',
        schema: [],
        messages: {
          found: 'Give the error to the log as its cause, the second value: in the line it would be a code with JSON.',
        },
      },
      create: (context) => ({
        CallExpression(node) {
          const [line] = node.arguments;
          if (!isLogCall(node) || line === undefined) return;
          if (isOfError(line, context.sourceCode.getScope(node))) context.report({ node: line, messageId: 'found' });
        },
      }),
    },
  },
};
