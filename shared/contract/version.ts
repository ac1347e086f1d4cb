/** Raised with every change that an older client or host could not read. */
export const CONTRACT_VERSION = 10;
