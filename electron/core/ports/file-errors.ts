/** `code` of an error of a file call (`ENOENT`, …); undefined for any other error, which has none. */
export function fileErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether an error says that the way to something is not what it was: it is gone, or a file or a link stands in it. */
export function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(fileErrorCode(error) ?? '');
}
