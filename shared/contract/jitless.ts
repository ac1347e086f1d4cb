import { z } from 'zod';

/**
 * Import this first in a page. zod otherwise compiles its parsers with `new Function`, which the content policy of both
 * hosts forbids; it decides that when a schema is made, so the switch must come before any schema is imported.
 */
z.config({ jitless: true });
