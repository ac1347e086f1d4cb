import { createRequire } from 'node:module';
import type * as Fswin from 'fswin';
import type * as Koffi from 'koffi';
import type * as NativeReg from 'native-reg';

/**
 * Libraries that speak with Windows are loaded when they are first asked for: elsewhere they throw, and a console that
 * never looks at this computer does not need them.
 */
const load = createRequire(import.meta.url);

export const loadNativeReg = (): typeof NativeReg => load('native-reg') as typeof NativeReg;
export const loadKoffi = (): typeof Koffi => load('koffi') as typeof Koffi;
export const loadFswin = (): typeof Fswin => load('fswin') as typeof Fswin;
