import { makeEverythingPrivate } from '#core/ports/private-place';

/** Imported first by every entry point, before anything could make a file. */
makeEverythingPrivate();
