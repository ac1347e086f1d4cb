/** Files of tests that `npm run test:windows -- --all` alone runs: what they ask of Windows, quicker ones ask too. */
export const slowFiles: readonly { readonly file: string; readonly seconds: number; readonly why: string }[] = [];
