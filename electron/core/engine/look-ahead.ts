import { AppError } from '#shared/contract/errors';
import type { RunEnvironment } from '#shared/model/device';
import type { StepRefusal } from '#shared/model/run';
import { isStepOf } from '#shared/steps/catalog';
import { restartComputer } from '#shared/steps/restart-computer';
import { hidesItsValue } from '#shared/steps/secrets';
import { setTaskSequenceVariable } from '#shared/steps/set-task-sequence-variable';
import { changeVariable, initialState, type EngineState } from './fold.ts';
import { createMasker, maskDetails } from './mask.ts';
import { makePlan, rowAt, type Plan, type PlanRow } from './plan.ts';
import type { RunDevice, Secrets } from './ports.ts';
import type { RunServicePorts, StartRequest } from './run-contract.ts';
import { takeOutSecrets } from './run-document.ts';
import { makeGivenVariables } from './start-variables.ts';
import { demandActing, readValues } from './step-refusal.ts';
import { createStepValues } from './step-values.ts';
import { readTarget } from './steps/restart-computer.ts';
import type { StepLook } from './steps/step.ts';
import { createVault, hideChanges, LONGEST_VALUE, type Vault } from './variables.ts';

type LookAheadPorts = Pick<RunServicePorts, 'scripts' | 'secrets'>;

interface Walk {
  readonly plan: Plan;
  readonly state: EngineState;
  readonly vault: Vault;
  environment: RunEnvironment;
}

/**
 * The steps of a sequence that could not act on a device, in their order, each with what it would need. It is a run in
 * which every condition holds and every step succeeds: what is set, and into what it restarts, counts for the steps
 * after it (ENG-187). Throws as a start does for variables that cannot be given.
 */
export function lookAhead(
  ports: LookAheadPorts,
  device: RunDevice,
  { model, variables }: Pick<StartRequest, 'model' | 'variables'>,
): StepRefusal[] {
  const plan = makePlan(takeOutSecrets(model).model);
  const walk = beginWalk(plan, device, variables, ports.secrets);
  return plan.rows.flatMap((row) => {
    if (row.isOff || row.node.kind === 'group') return [];
    const look = lookAt(walk, row, device, ports);
    try {
      demandActing(look);
      goPast(walk, look);
      return [];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return [refusalOf(walk, row, error)];
    }
  });
}

function beginWalk(plan: Plan, device: RunDevice, given: StartRequest['variables'], secrets: Secrets): Walk {
  const masker = createMasker();
  const pending = makeGivenVariables({ plan, deviceVariables: device.variables, given });
  const { changes, hidden } = hideChanges(masker, 'look-ahead', pending);
  const vault = createVault(secrets, masker, new Map(hidden.map(({ key, value }) => [key, value])));
  const state = initialState(plan);
  for (const change of changes) changeVariable(state, change, null);
  return { plan, state, vault, environment: device.environment };
}

function lookAt(walk: Walk, row: PlanRow, device: RunDevice, { scripts }: LookAheadPorts): StepLook {
  const values = createStepValues(walk.state, walk.vault, row);
  return { ...{ row, device, scripts, stateStore: null, environment: walk.environment }, ...readValues(values) };
}

/** What a step leaves to those after it, as far as it can be told. */
function goPast(walk: Walk, look: StepLook): void {
  const { node } = look.row;
  if (isStepOf(node, restartComputer)) walk.environment = readTarget(look);
  if (!isStepOf(node, setTaskSequenceVariable) || hidesItsValue(node.variables)) return;
  const [name, value] = [look.property('variableName'), look.property('variableValue')];
  // Such a step fails in a run and leaves what was; here a value that doubles would grow without end (ENG-210).
  if (value.length > LONGEST_VALUE) return;
  const change = { name, value: value === '' ? null : value, sealedAs: null, setBy: 'step' as const };
  if (name !== '') changeVariable(walk.state, change, look.row.number);
}

function refusalOf({ plan, vault }: Walk, row: PlanRow, { code, details }: AppError): StepRefusal {
  return {
    ...{ nodeId: row.node.id, number: row.number, name: row.node.name, code },
    details: maskDetails(vault.masker, details),
    isConditional: isConditional(plan, row),
  };
}

/** A condition of the row, or of a group that it is in, decides whether it comes to the step at all. */
function isConditional(plan: Plan, row: PlanRow): boolean {
  if ((row.node.condition?.children.length ?? 0) > 0) return true;
  return row.parent !== null && isConditional(plan, rowAt(plan, row.parent));
}
