import type { CommandDefinition, CommandRegistry, Shell } from '../app/types.ts';

/** The one list of what a person can do. `shell` is asked for late: commands are registered while it is being made. */
export function createCommandRegistry(shell: () => Shell): CommandRegistry {
  const commands = new Map<string, CommandDefinition>();
  const scopes = new Map<string, CommandDefinition[]>();
  const listeners = new Set<() => void>();
  let version = 0;
  let isQueued = false;
  const changed = (): void => {
    if (isQueued) return;
    isQueued = true;
    // One look per burst of changes, after all of them.
    queueMicrotask(() => {
      isQueued = false;
      version += 1;
      listeners.forEach((listener) => listener());
    });
  };
  const isShown = (command: CommandDefinition): boolean => command.when?.(shell()) ?? true;
  const isEnabled = (command: CommandDefinition): boolean => command.isEnabled?.(shell()) ?? true;
  const invoke = async (command: CommandDefinition): Promise<boolean> => {
    if (!isShown(command) || !isEnabled(command)) return false;
    return shell().attempt(async () => command.run(shell()));
  };
  return {
    register: (more) => {
      for (const command of more) {
        if (commands.has(command.id)) throw new Error(`Command registered twice: ${command.id}`);
        commands.set(command.id, command);
        scopes.set(command.scope, [...(scopes.get(command.scope) ?? []), command]);
      }
      changed();
    },
    inScope: (scope) => scopes.get(scope) ?? [],
    byId: (id) => commands.get(id),
    all: () => [...commands.values()],
    label: (command) => (typeof command.label === 'function' ? command.label(shell()) : shell().text(command.label)),
    isShown,
    isEnabled,
    invoke,
    run: async (id) => {
      const command = commands.get(id);
      return command ? invoke(command) : false;
    },
    watch: (store) => store.subscribe(changed),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    version: () => version,
  };
}
