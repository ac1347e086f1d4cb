/** A rule of our own against sentences below electron/core: words are made where a person reads (ADR 0018). */

/** Stands for a value in a template. */
const part = '\uE000';
const sentence = /[A-Za-z]{2,}[,:;]? “?[A-Za-z]{2,}|[A-Za-z]{2,}[,:]? \uE000|\uE000 [A-Za-z]{2,}/;
/** Text of other languages: SQL (in capitals), XML, C, PowerShell, registry, HTTP, command lines. */
const upperSql =
  /\b(SELECT|FROM|WHERE|IN|JOIN|CASE|INSERT|UPDATE|RECURSIVE|AND|AS|IS|WHEN|PRAGMA|CREATE|ALTER|DROP|BEGIN|DELETE)\b/;
const foreign =
  /^\s*(coalesce|\(lower)\b|^\s*[<#\uFEFF]|^[\w.]+ as [\w.]+$|^\s*(is not|not in)$|<[A-Za-z][\w:.-]*[ >]|__stdcall|int64 |^-|^\\|\$\w+|\[Console\]|-CimInstance|\\Microsoft\\|\\Volatile|\\Users|^HK(LM|CU)\\|; charset=|max-age=|HttpOnly|Content-Length/i;

/** Whose words are for developers and never leave the process: bugs, and lines of the program's own log. */
function isForDevelopers(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'NewExpression') return /^(Error|TypeError|RangeError|AggregateError)$/.test(at.callee.name ?? '');
    if (at.type === 'CallExpression') {
      const { callee } = at;
      const names = callee.type === 'MemberExpression' ? [callee.object, callee.property] : [callee];
      const called = names.map((one) => one.name ?? one.property?.name ?? '');
      return called.some((name) => /^(Symbol|log|onBug|onError|assertNever|addIssue)$/.test(name));
    }
    if (/Function|Statement/.test(at.type)) return false;
  }
  return false;
}

const textOf = (node) =>
  node.type === 'TemplateLiteral' ? node.quasis.map((part) => part.value.cooked ?? '').join(part) : node.value;

function isOfSql(node) {
  return node.parent?.type === 'TaggedTemplateExpression';
}

export const wordsRules = {
  rules: {
    'no-sentence': {
      meta: {
        type: 'problem',
        schema: [{ type: 'array', items: { type: 'string' } }],
        messages: {
          found: 'The core keeps codes and values. Give a message (shared/contract/message.ts) instead of: {{text}}',
        },
      },
      create(context) {
        const allowed = context.options[0] ?? [];
        const look = (node) => {
          const text = textOf(node);
          if (typeof text !== 'string' || !sentence.test(text) || foreign.test(text) || upperSql.test(text)) return;
          if (isOfSql(node) || isForDevelopers(node) || node.parent?.type === 'ImportDeclaration') return;
          if (!allowed.includes(text)) context.report({ node, messageId: 'found', data: { text } });
        };
        return { Literal: look, TemplateLiteral: look };
      },
    },
  },
};
