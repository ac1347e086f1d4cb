import type { PathResolver } from '../devices/drive-map.ts';
import { publicVariables, userVariables } from './known-folders.ts';
import { systemDriveOf } from './profiles.ts';
import type { Profile } from './profiles.ts';
import type { RuleSet } from './rules/built-in.ts';
import { buildPass } from './rules/decide.ts';
import type { Pass } from './rules/decide.ts';
import type { ScanRequest } from './types.ts';

/** The rules as they are for one profile, its folders in their variables. */
export function passOf(ruleSet: RuleSet, profile: Profile, request: ScanRequest, resolver: PathResolver): Pass {
  const drive = systemDriveOf(request.device, resolver);
  const common: [string, string][] = [
    ['SYSTEMDRIVE', drive],
    ['WINDIR', `${drive}\\Windows`],
    ['SYSTEMROOT', `${drive}\\Windows`],
  ];
  const own = profile.kind === 'public' ? publicVariables(profile.folders) : userVariables(profile.folders);
  return buildPass(ruleSet.rules, profile.kind === 'public' ? 'System' : 'User', new Map([...common, ...own]));
}
