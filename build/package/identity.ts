import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** What every package of one release is called: electron-builder's configuration and package.json are the source. */
export interface Identity {
  readonly product: string;
  readonly version: string;
  readonly publisher: string;
  readonly portableFile: string;
  /** Not `setup.exe`: Windows loads what helps old installers for that name. */
  readonly setupFile: string;
}

export function readIdentity(): Identity {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  const { productName, copyright } = readConfig();
  const start = `${productName}-${version}-windows-x64`;
  return {
    product: productName,
    version,
    publisher: copyright,
    portableFile: `${start}-portable.zip`,
    setupFile: `${start}-installer.exe`,
  };
}

/** Where packages and what they are made of lie. */
export const packageFolder: string = join(projectRoot, 'out/package');
export const iconFile: string = join(projectRoot, 'build/icons/waystation.ico');
