/**
 * A circle in a graph given as node → predecessors, first node repeated at its end; undefined when there is none.
 * Without recursion: an order may have 200 operations in one row.
 */
export function findCycle(predecessors: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const waiting = new Map(
    [...predecessors].map(([node, before]) => [node, new Set(before.filter((one) => predecessors.has(one)))]),
  );
  for (let free = firstFree(waiting); free !== undefined; free = firstFree(waiting)) {
    waiting.delete(free);
    for (const before of waiting.values()) before.delete(free);
  }
  return waiting.size === 0 ? undefined : walk(waiting);
}

function firstFree(waiting: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  for (const [node, before] of waiting) if (before.size === 0) return node;
  return undefined;
}

/** Every node that is left waits for another one that is left, so a walk must come back to where it was. */
function walk(waiting: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const path: string[] = [];
  let [node] = waiting.keys();
  while (node !== undefined && !path.includes(node)) {
    path.push(node);
    [node] = waiting.get(node) ?? [];
  }
  return node === undefined ? path : [...path.slice(path.indexOf(node)), node];
}
