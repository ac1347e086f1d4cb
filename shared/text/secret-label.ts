const verbs = { set: 'Set', replace: 'Replace', clear: 'Clear' } as const;

/** What undo and redo call a change of a secret: the field and the step, and nothing of the value. */
export function labelSecret(action: keyof typeof verbs, field: string, step: string): string {
  const isSentence = /^\p{Lu}(?!\p{Lu})/u.test(field);
  const what = isSentence ? field.charAt(0).toLowerCase() + field.slice(1) : field;
  const name = step.length > 60 ? `${step.slice(0, 59)}…` : step;
  return `${verbs[action]} ${what} of ${name === '' ? 'a step' : `“${name}”`}`;
}
