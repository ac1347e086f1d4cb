import { z } from 'zod';
import { MessageValue } from './message-shape.ts';

/**
 * Every expected failure has a code here and its words in `shared/text/en/errors.ts`.
 * Adding one is a contract change: both hosts and every client see it.
 */
export const ErrorCode = z.enum([
  // general
  'INVALID_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'CANCELLED',
  'CONNECTION_LOST',
  'ANSWER_LOST',
  'CONTRACT_MISMATCH',
  'SESSION_ENDED',
  'INTERNAL',
  'SYSTEM_REFUSED',
  'LIST_SPAN_TOO_LONG',
  'PART_NOT_LOADED',
  // site and store
  'SITE_NOT_FOUND',
  'SITE_EXISTS',
  'SITE_IN_USE',
  'STORE_CORRUPT',
  'ROW_UNREADABLE',
  'STORE_READ_ONLY',
  'STORE_FULL',
  'STORE_LOCKED',
  'STORE_MOVED',
  'STORE_NEWER',
  'STORE_NOT_A_SITE',
  'STORE_ON_NETWORK',
  'BACKUP_FAILED',
  'SECRET_STORE_UNUSABLE',
  // import and export
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE',
  'ATTRIBUTES_DAMAGED',
  'FILE_UNWRITABLE',
  'FILE_EXISTS',
  'PLACE_REFUSED',
  'FILE_TOO_LARGE',
  'FILE_NEEDS_TOO_MUCH_MEMORY',
  'FILE_WORKER_FAILED',
  'ENCODING_INVALID',
  'ENCODING_UNSUPPORTED',
  'ENCODING_MISMATCH',
  'ENCODING_MARK_TWICE',
  'XML_MALFORMED',
  'XML_NONE',
  'XML_DOCTYPE',
  'XML_TOO_DEEP',
  'XML_TOO_MANY_NODES',
  'XML_NOT_A_SEQUENCE',
  'XML_IS_RULE_FILE',
  'ZIP_MALFORMED',
  'ZIP_TOO_MANY_ENTRIES',
  'ZIP_ENTRY_TOO_LARGE',
  'ZIP_TOTAL_TOO_LARGE',
  'ZIP_RATIO_TOO_HIGH',
  'ZIP_ENTRY_NAME',
  'ZIP_DUPLICATE_ENTRY',
  'ZIP_ENCRYPTED',
  'ZIP_NO_SEQUENCE',
  'ZIP_ONLY_ZIPS',
  'ZIP_OBJECT_INVALID',
  'SEQUENCE_TOO_LARGE',
  'INSTALLER_NONE',
  'INSTALLER_DAMAGED',
  // sequences and the editor
  'SEQUENCE_NOT_FOUND',
  'SEQUENCE_DISABLED',
  'SEQUENCE_HAS_NO_ZIP',
  'FOLDER_NOT_FOUND',
  'FOLDER_NOT_EMPTY',
  'NAME_TAKEN',
  'NAME_INVALID',
  'EDIT_INVALID',
  'EDIT_TARGET_MISSING',
  'EDIT_VALUE_INVALID',
  'SESSION_NOT_OPEN',
  'SESSION_RENEWED',
  'REVISION_CONFLICT',
  'NOTHING_TO_UNDO',
  'NOTHING_TO_REDO',
  // devices and runs
  'DEVICE_NOT_FOUND',
  'DEVICE_NAME_TAKEN',
  'DEVICE_NOT_RUNNABLE',
  'DEVICE_BUSY',
  'LOCAL_DEVICE_EXISTS',
  'DEVICE_NOT_LOCAL',
  'DEVICE_ELSEWHERE',
  'ELEVATION_NEEDED',
  'ELEVATION_NOT_POSSIBLE',
  'RESTART_NOT_PENDING',
  'RESTART_FAILED',
  'RESTART_NOT_ALLOWED',
  'RESTART_SCHEDULED_ALREADY',
  'SHADOW_COPY_FAILED',
  'REGISTRY_UNREADABLE',
  'DRIVE_NOT_MAPPED',
  'PATH_OUTSIDE_DEVICE',
  'PATH_INVALID',
  'RUN_NOT_FOUND',
  'RUN_NOT_RESUMABLE',
  'RUN_ALREADY_ENDED',
  'RUN_VERSION_UNKNOWN',
  'RUN_CLAIM_LOST',
  // steps
  'STEP_NOT_SUPPORTED_HERE',
  'STEP_UNKNOWN_TYPE',
  'STEP_PROPERTY_MISSING',
  'STEP_PROPERTY_INVALID',
  'STEP_WRONG_ENVIRONMENT',
  'HOST_COMMANDS_NOT_ALLOWED',
  'COMMAND_NOT_FOUND',
  'COMMAND_EXIT_CODE',
  'COMMAND_TIMED_OUT',
  'COMMAND_NOT_ENDED',
  'COMMAND_TOO_LONG',
  'COMMAND_FOLDER_UNUSABLE',
  'STEP_TIMED_OUT',
  'VARIABLE_READ_ONLY',
  'VARIABLE_NAME_INVALID',
  'CONDITION_UNSUPPORTED',
  'INTERRUPTED_STEP_UNKNOWN',
  // user state
  'STATE_STORE_PATH_MISSING',
  'STATE_STORE_PATH_ROOT',
  'STATE_STORE_EXISTS',
  'STATE_STORE_NOT_FOUND',
  'STATE_STORE_GONE',
  'STATE_STORE_INCOMPLETE',
  'STATE_STORE_FOREIGN',
  'STATE_STORE_NEWER',
  'STATE_STORE_DAMAGED',
  'STATE_STORE_IN_USE',
  'STATE_STORE_INSIDE',
  'STATE_STORE_HOLDS',
  'STATE_STORE_REMAINS',
  'STATE_STORE_UNWRITABLE',
  'STATE_STORE_NOT_DELETED',
  'STATE_STORE_PARTLY_DELETED',
  'STATE_RULES_REFUSED',
  'STATE_FILES_MISSING',
  'STATE_LOCAL_ACCOUNTS',
  'STATE_NO_PROFILES',
  'STATE_STORE_NOT_ACCEPTABLE',
  'STATE_ACCOUNTS_NOT_FOUND',
  'STATE_ENCRYPTED_FILE',
  'CAPTURE_FILE_UNREADABLE',
  'RESTORE_FILE_FAILED',
  'HARDLINK_WITH_MIGRATION_POINT',
  'DISK_FULL',
  // migration points and associations
  'MIGRATION_POINT_NOT_FOUND',
  'MIGRATION_POINT_RESTORE_ONLY',
  'MIGRATION_POINT_CLIENT_LIMIT',
  'MIGRATION_POINT_FREE_SPACE',
  'MIGRATION_POINT_FOLDER_UNUSABLE',
  'MIGRATION_POINT_NONE',
  'MIGRATION_POINT_HOLDS_STATE',
  'ASSOCIATION_NOT_FOUND',
  'ASSOCIATION_EXISTS',
  'ASSOCIATION_SOURCE_TAKEN',
  'ASSOCIATION_SAME_DEVICE',
  'ASSOCIATION_NONE_FOR_DEVICE',
  'STATE_NONE_WAITING',
  'RELEASE_LAST_ACTION_FAILED',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** What an error says about itself; filled into its sentence. Values and messages, never a sentence, never a secret. */
export const ErrorDetails = z.record(z.string().max(64), MessageValue);
export type ErrorDetails = z.infer<typeof ErrorDetails>;

/** An error as it crosses the contract. `traceId` finds the full story in the log. */
export const WireError = z.strictObject({ code: ErrorCode, details: ErrorDetails, traceId: z.string().max(64) });
export type WireError = z.infer<typeof WireError>;

/**
 * The one error type of the program. `details` fill the placeholders of the code's sentence
 * (`{{file}}`, `{{place}}`, …) and must not hold secrets; `cause` stays in this process.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** True for an `AppError`, optionally of one code. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
