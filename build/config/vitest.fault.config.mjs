import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.mjs';

/** Long kill loops and disk faults: destructive, slow, run by themselves. */
export default mergeConfig(
  base,
  defineConfig({ test: { testTimeout: 1_800_000, hookTimeout: 120_000, fileParallelism: false } }),
);
