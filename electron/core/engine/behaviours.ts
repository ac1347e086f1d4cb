import { z } from 'zod';

/**
 * Ways of the engine that changed what a run does. A run has those of the engine that began it, written in its journal,
 * and keeps them when a later engine resumes it (ENG-131). One is added where semantics change, and never taken away:
 * runs of before are still there.
 */
export const Behaviour = z.enum([
  /** A command line that its shell would cut fails for good: another try cannot make it shorter. */
  'long-commands-are-not-retried',
  /** Conditions know true, false and unknown, and take for numbers whole numbers only. */
  'conditions-of-three-values',
  /** Conditions on the operating system are evaluated; before, they were unknown. */
  'operating-systems-are-known',
]);
export type Behaviour = z.infer<typeof Behaviour>;

/** What holds for a run that begins now. */
export const presentBehaviours: readonly Behaviour[] = Behaviour.options;
