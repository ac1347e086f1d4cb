/**
 * One argument between quotation marks, as `CommandLineToArgvW` reads it back: backslashes count only before a
 * quotation mark. What a shell of its own makes of it is not minded here.
 */
export function quoteArgument(text: string): string {
  return `"${text.replaceAll(/(?<!\\)(\\*)"/g, '$1$1\\"').replace(/(?<!\\)\\+$/, '$&$&')}"`;
}

/** The same, but a text that nothing has to be done to stays plain. */
export function quoteArgumentIfNeeded(text: string): string {
  return text !== '' && !/[\s"]/.test(text) ? text : quoteArgument(text);
}
