import type { StateMachine } from "../kernel/state-machine.js";

/** ISA-95 material lot disposition; only IN_PROCESS and UNRESTRICTED lots may be consumed. */
export type LotDisposition = "PLANNED" | "IN_PROCESS" | "RESTRICTED" | "UNRESTRICTED" | "CLOSED";

/** A lot that production makes begins IN_PROCESS; one that was bought is first seen when it is used, UNRESTRICTED. */
export const LOT: StateMachine<LotDisposition> = {
  name: "lot",
  initial: ["PLANNED", "IN_PROCESS", "UNRESTRICTED"],
  transitions: {
    PLANNED: ["IN_PROCESS"],
    IN_PROCESS: ["RESTRICTED"],
    RESTRICTED: ["UNRESTRICTED"],
    UNRESTRICTED: ["RESTRICTED", "CLOSED"],
    CLOSED: [],
  },
};

/** A lot in its plant. */
export interface LotKey {
  readonly plantCode: string;
  readonly materialNumber: string;
  readonly lotNumber: string;
}

/**
 * States that lead from one disposition to another, the first one left out; undefined when no way leads there. The
 * machine has no shortcut: a lot in process is restricted before its use is decided.
 */
export function pathTo(from: LotDisposition, to: LotDisposition): readonly LotDisposition[] | undefined {
  if (from === to) return [];
  const ways: (readonly LotDisposition[])[] = [[from]];
  const seen = new Set<LotDisposition>([from]);
  for (const way of ways) {
    for (const next of LOT.transitions[way.at(-1) ?? from]) {
      if (next === to) return [...way.slice(1), next];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}
