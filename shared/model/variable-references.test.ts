import { expect, it } from 'vitest';
import { hasVariable } from './variable-references.ts';

it('[STEP-68] a text has a variable where a name stands between two percent signs', () => {
  for (const text of ['%Name%', 'C:\\%OSDisk%', '50%%Name%', '%1%', '%_SMSTSMake%', '100% of %Name%']) {
    expect(hasVariable(text), text).toBe(true);
  }
  for (const text of ['', '%', '%%', '50%', '%Name', 'Name%', '10% and 20%'])
    expect(hasVariable(text), text).toBe(false);
  // Linear, whatever stands there.
  expect(hasVariable('%'.repeat(100_000))).toBe(false);
});
