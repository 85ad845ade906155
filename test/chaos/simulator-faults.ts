import type { Fault, FaultRule } from "../../src/simulators/erp/fault-script.js";

/** Time-out of the ERP in the plant of the run; slow answers come after it. */
export const ERP_TIMEOUT_MS = 1_500;

/** Each fault's part of all faults. Late commits come after the first look-up and within the commit grace. */
const POSTING_FAULTS: readonly { readonly fault: Fault; readonly part: number; readonly delayMs?: number }[] = [
  { fault: "503", part: 0.25 },
  { fault: "lock", part: 0.2 },
  { fault: "answer-lost-after-commit", part: 0.25 },
  { fault: "reset", part: 0.15 },
  { fault: "slow", part: 0.05, delayMs: ERP_TIMEOUT_MS + 500 },
  { fault: "late-commit", part: 0.1, delayMs: ERP_TIMEOUT_MS + 1_000 },
];

const LOOK_UP_FAULTS: typeof POSTING_FAULTS = [
  { fault: "503", part: 0.5 },
  { fault: "reset", part: 0.5 },
];

const POSTING_KINDS = ["ORDER_ACKNOWLEDGEMENT", "ISSUE_TO_ORDER", "CONFIRMATION", "RECEIPT_FROM_ORDER"];

/** Faults of the ERP simulator for documents of every kind and for look-ups. */
export function erpFaultRules(faultPct: number): FaultRule[] {
  const postings = POSTING_KINDS.flatMap((kind) => rulesOf(kind, POSTING_FAULTS, faultPct));
  return [...postings, ...rulesOf("READ", LOOK_UP_FAULTS, faultPct)];
}

/** The first rule that strikes wins, so a rule's probability is that of a request which the earlier ones let pass. */
function rulesOf(kind: string, faults: typeof POSTING_FAULTS, faultPct: number): FaultRule[] {
  let left = 1;
  return faults.map(({ part, ...rule }) => {
    const share = (part * faultPct) / 100;
    const probability = share / left;
    left -= share;
    return { match: { kind, probability }, ...rule };
  });
}

/** The MES acknowledges and executes by itself, taking the components from the lots of the plant. */
export function mesBehaviour(faultPct: number, seed: number): object {
  return {
    faultProbability: faultPct / 100,
    seed,
    autoExecute: true,
    delayMs: 50,
    stepDelayMs: 100,
    lots: { "RM-100": ["LOT-RM-7"], "RM-200": ["LOT-RM-8"] },
  };
}
