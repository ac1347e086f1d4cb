import './private-files.ts';
import { requireNodeApi } from '#core/store/node-api';

/** The first import of every entry point: on an older Node the database driver would crash instead of refusing. */
try {
  requireNodeApi();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
