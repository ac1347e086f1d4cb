import { z } from 'zod';

/** Site code (three characters) and five hexadecimal digits, as the field writes package IDs. */
export const PackageId = z
  .string()
  .regex(/^[A-Z0-9]{3}[0-9A-F]{5}$/)
  .brand<'PackageId'>();
export type PackageId = z.infer<typeof PackageId>;

export const FolderId = z.uuid().brand<'FolderId'>();
export type FolderId = z.infer<typeof FolderId>;
export const DeviceId = z.uuid().brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;
export const AssociationId = z.uuid().brand<'AssociationId'>();
export type AssociationId = z.infer<typeof AssociationId>;
export const MigrationPointId = z.uuid().brand<'MigrationPointId'>();
export type MigrationPointId = z.infer<typeof MigrationPointId>;
export const MigrationPointFolderId = z.uuid().brand<'MigrationPointFolderId'>();
export type MigrationPointFolderId = z.infer<typeof MigrationPointFolderId>;
export const StateStoreId = z.uuid().brand<'StateStoreId'>();
export type StateStoreId = z.infer<typeof StateStoreId>;
export const JobId = z.uuid().brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;
/** An editing session lives in the host's memory; its draft lives in the site. */
export const SessionId = z.uuid().brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;
/** Runs are counted from 1 within a site: people say "run 118". */
export const RunId = z.int().min(1).brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

/** Milliseconds since 1970-01-01 UTC; any time that a clock can be set to, those before 1970 too (STO-185). */
export const Timestamp = z.int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);
export type Timestamp = z.infer<typeof Timestamp>;

/** Counts the saves of one aggregate; a save names the revision it started from. */
export const Revision = z.int().min(0);
export type Revision = z.infer<typeof Revision>;

/** A size in bytes or a count that can grow large. */
export const Amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
