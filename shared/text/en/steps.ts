import { disksSteps } from './steps-disks.ts';
import { driversSteps } from './steps-drivers.ts';
import { generalSteps } from './steps-general.ts';
import { imagesSteps } from './steps-images.ts';
import { readinessSteps } from './steps-readiness.ts';
import { settingsSteps } from './steps-settings.ts';
import { softwareSteps } from './steps-software.ts';
import { userStateSteps } from './steps-user-state.ts';
import type { StepId, StepWords } from '../step-words.ts';

/** Words of every step type: a step, a property or a choice without words does not compile, nor do words too many. */
export const steps = {
  ...generalSteps,
  ...readinessSteps,
  ...softwareSteps,
  ...disksSteps,
  ...userStateSteps,
  ...imagesSteps,
  ...driversSteps,
  ...settingsSteps,
} as const satisfies StepWords<StepId>;
