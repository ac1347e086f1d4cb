import { z } from 'zod';

/** Length of the key for secrets that the main process hands over. */
export const sealingKeyBytes = 32;

/** What the main process says to the core's process beside the ports of windows. */
export const CoreCommand = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('open'),
    site: z.string().min(1).max(4096),
    /** The key for secrets, when the operating system keeps one (see `sealing.ts`). */
    sealing: z
      .strictObject({ key: z.custom<Uint8Array>((value) => value instanceof Uint8Array), place: z.string().max(255) })
      .nullable(),
    /** What starts the program on this site again, and the process whose end a new start has to wait for. */
    program: z.strictObject({
      relaunch: z.array(z.string().max(33_000)).min(1).max(20),
      processId: z.int().positive(),
    }),
  }),
  /** Comes with one port: a window's connection. */
  z.strictObject({ t: z.literal('connect') }),
  z.strictObject({ t: z.literal('close') }),
]);
export type CoreCommand = z.infer<typeof CoreCommand>;

/** What the core's process says to the main process. */
export const CoreReport = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('opened'), problem: z.string().max(64).nullable() }),
  z.strictObject({ t: z.literal('closed') }),
  /** A new start waits for the end of this program. */
  z.strictObject({ t: z.literal('end') }),
]);
export type CoreReport = z.infer<typeof CoreReport>;
