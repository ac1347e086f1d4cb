import { afterEach } from 'vitest';

// Test files follow each other in one process and with one document: what one leaves in it is found by the next. Hooks
// run in the reverse of the order in which they were given: React has taken its part away by then.
afterEach(() => globalThis.document?.body.replaceChildren());
