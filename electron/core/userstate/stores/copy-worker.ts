import { workerData } from 'node:worker_threads';
import { realFiles } from '../../ports/files-real.ts';
import { serveCopyHelper } from './copy-share.ts';
import type { CopyHelperData } from './copy-share.ts';

// A file of its own and with few imports: the thread has to be up before the other one has scanned.
serveCopyHelper(realFiles, workerData as CopyHelperData);
