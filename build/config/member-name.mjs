/** The name of a member or of a key, also of one in brackets: `a.b`, `a['b']`, `{ b: … }`; undefined when it is not fixed. */
export function nameOf(node, key) {
  if (key.type === 'Identifier' && node.computed !== true) return key.name;
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked;
  return key.type === 'Literal' ? String(key.value) : undefined;
}
