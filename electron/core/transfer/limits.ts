/** Every number that protects us from a foreign file, with its reason. Sizes in bytes unless the name says otherwise. */
export interface TransferLimits {
  readonly xmlFileBytes: number;
  readonly zipFileBytes: number;
  readonly zipEntries: number;
  readonly zipEntryBytes: number;
  readonly zipTotalBytes: number;
  readonly zipRatio: number;
  readonly zipRatioFloorBytes: number;
  readonly zipNameLength: number;
  readonly xmlDepth: number;
  readonly xmlElements: number;
  readonly xmlAttributes: number;
  readonly sequenceWarnBytes: number;
  readonly sequenceBytes: number;
  readonly references: number;
}

const kib = 1024;
const mib = 1024 * kib;

export const defaultLimits: TransferLimits = {
  /** The largest sequence of the field is 2 MB in its database; 64 MB leaves room for pretty-printing and is parsed in seconds. */
  xmlFileBytes: 64 * mib,
  /** Exports hold metadata and icons only; content lies beside the zip. The largest seen has 4 MB. */
  zipFileBytes: 512 * mib,
  /** An export has about four entries for each object; ten thousand is a whole site. */
  zipEntries: 10_000,
  /** One object with a large icon is under 10 MB. */
  zipEntryBytes: 64 * mib,
  /** What we are ready to hold in memory for one import. */
  zipTotalBytes: 512 * mib,
  /** Deflated XML reaches about 60; a bomb starts at several hundred. */
  zipRatio: 250,
  /** Small files may compress well without doing harm. */
  zipRatioFloorBytes: mib,
  /** Paths of the field are below 200 characters; 1,024 is what an OPC part name may be. */
  zipNameLength: 1024,
  /** The deepest of the field has six groups, each three elements; 256 keeps recursion far from the stack's end. */
  xmlDepth: 256,
  /** A 5,000-step sequence has about 100,000 elements. An icon is one element for each byte, up to 256 KB. */
  xmlElements: 2_000_000,
  /** The richest element of the field has ten attributes. */
  xmlAttributes: 256,
  /** Above 2 MB the field's own console refuses to save; we import and say so. */
  sequenceWarnBytes: 2 * mib,
  /** Far above every use; keeps the editing session within memory. */
  sequenceBytes: 64 * mib,
  /** Things that the sequences of one file refer to: the largest site has some thousand packages and applications. */
  references: 20_000,
};

/** Rules of dynamic variables are a small document within a value: far above every use, far below what would hold anybody up. */
export const rulesLimits: TransferLimits = { ...defaultLimits, xmlDepth: 32, xmlElements: 100_000 };

/** What protects us from a query of WMI. */
export const queryLimits = {
  /** The field's own editor takes no more. */
  characters: 16_384,
  /** Queries of the field have two levels of brackets; a hundred is far from the stack's end. */
  depth: 100,
  /** Namespaces of Windows have under 100 characters. */
  namespaceCharacters: 1024,
} as const;

/** What protects us from a foreign installer (.msi). Sizes in bytes unless the name says otherwise. */
export const installerLimits = {
  /** What Windows Installer itself takes: a file of 2 GB has its files beside it. Nothing is read but what is needed. */
  sectors: 16 * 1024 * 1024,
  /** Entries of the directory; the richest installers have a few thousand streams. */
  directoryEntries: 65_536,
  /** Any one stream that is read: the string data of the largest have a few megabytes. */
  streamBytes: 64 * mib,
  /** Strings of the pool; with wide references a table may name 16 million, real ones have under a million. */
  strings: 2_000_000,
  /** Rows of a table that is read: real ones have some hundred properties and a few thousand columns. */
  tableRows: 100_000,
  /** A value that is shown: codes have 38 characters, names are held to 255. */
  valueCharacters: 1000,
} as const;
