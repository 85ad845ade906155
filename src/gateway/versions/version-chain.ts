import type { AnyOperationChange, VersionChange } from "./version-change.js";

/** `v12` → 12 */
export const majorOf = (version: string): number => Number(version.slice(1));

/** The steps from a version to the one that is handled, the oldest first; none when no change leads away from it. */
export function chainFrom(version: string, changes: readonly VersionChange[]): readonly VersionChange[] {
  const next = changes.find(({ from, to }) => from === version && majorOf(to) > majorOf(from));
  return next === undefined ? [] : [next, ...chainFrom(next.to, changes)];
}

/** One operation on its way to the handlers. */
export interface OperationChain {
  /** operationId of the version that is handled. */
  readonly operationId: string;
  /** What has to be converted, the oldest step first; none where the operation is the same in both versions. */
  readonly steps: readonly AnyOperationChange[];
}

/** Follows an operation through the steps; one that no step mentions keeps its name and its meaning. */
export function operationChain(operationId: string, changes: readonly VersionChange[]): OperationChain {
  return changes.reduce<OperationChain>(
    (chain, { operations }) => {
      const step = operations[chain.operationId];
      if (step === undefined) return chain;
      return { operationId: step.to ?? chain.operationId, steps: [...chain.steps, step] };
    },
    { operationId, steps: [] },
  );
}
