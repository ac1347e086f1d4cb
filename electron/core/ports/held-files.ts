/** What Windows says of a file that another program has open without sharing it. */
export function isHeldByAnother(error: unknown): boolean {
  return ['EBUSY', 'EPERM', 'EACCES'].includes(String((error as NodeJS.ErrnoException | null)?.code));
}
