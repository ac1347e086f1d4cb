import { createRequire } from 'node:module';
import type * as Fswin from 'fswin';
import type * as Koffi from 'koffi';
import type * as NativeReg from 'native-reg';

/**
 * Libraries with a part in machine code are loaded when they are first asked for: fswin and native-reg throw on other
 * systems than Windows, and what never asks needs none of them. This is the one place that loads them.
 */
const load = createRequire(import.meta.url);

/** The registry of Windows. Throws on other systems. */
export const loadNativeReg = (): typeof NativeReg => load('native-reg') as typeof NativeReg;
/** Calls of the system's own libraries. */
export const loadKoffi = (): typeof Koffi => load('koffi') as typeof Koffi;
/** Attributes of files on Windows. Throws on other systems. */
export const loadFswin = (): typeof Fswin => load('fswin') as typeof Fswin;
