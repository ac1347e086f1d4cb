import { z } from 'zod';

const Code = z.string().max(38);

/** What an installer (.msi) says of its product. */
export const InstallerFacts = z.strictObject({
  /** With its braces, as it is written there. */
  productCode: Code,
  /** Null where the installer has none: versions of such a product do not know each other. */
  upgradeCode: Code.nullable(),
  productName: z.string().max(1000),
  version: z.string().max(1000),
});
export type InstallerFacts = z.infer<typeof InstallerFacts>;
