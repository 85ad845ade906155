import type { AuditEvidence, Evidence } from "../evidence.js";
import type { ChaosCheck } from "./check.js";

type State = Readonly<Record<string, unknown>>;

/** What the audit tells of one resource has to lead from its first state to its present one. */
interface Chain {
  readonly name: string;
  readonly start: State;
  readonly end: State;
}

/**
 * Each entry begins where the one before it ended, from the state of a new resource to the state it is in now: a
 * change without an entry, or an entry without its change, breaks the chain.
 */
export const auditIsUnbroken: ChaosCheck = {
  name: "each change of state has its audit entry",
  run(evidence) {
    const entries = Map.groupBy(evidence.audit, ({ resourceId }) => resourceId);
    const chains = chainsOf(evidence);
    const changes = evidence.audit.filter(({ before }) => before !== null).length;
    const violations = [...chains].flatMap(([id, chain]) => breaksOf(chain, entries.get(id) ?? []));
    return { figures: `${changes} changes of ${chains.size} resources, ${violations.length} breaks`, violations };
  },
};

function chainsOf({ orders, confirmations, postings }: Evidence): Map<string, Chain> {
  const chains = new Map<string, Chain>();
  for (const { id, orderNumber, state, syncState } of orders) {
    chains.set(id, {
      name: orderNumber,
      start: { state: "RELEASED", syncState: "RECEIVED" },
      end: { state, syncState },
    });
  }
  for (const { id, orderNumber, sequence, state } of confirmations) {
    chains.set(id, { name: `report ${sequence} of ${orderNumber}`, start: { state: "RECEIVED" }, end: { state } });
  }
  for (const { id, orderNumber, kind, state, attempts } of postings) {
    chains.set(id, {
      name: `${kind} ${id} of ${orderNumber}`,
      start: { state: "PENDING", attempts: 0 },
      end: { state, attempts },
    });
  }
  return chains;
}

function breaksOf({ name, start, end }: Chain, entries: readonly AuditEvidence[]): string[] {
  const breaks = entries.length === 0 ? [`${name} has no audit entry`] : [];
  let present = start;
  for (const { action, before, after } of entries) {
    if (before !== null && !agrees(before, present))
      breaks.push(
        `${name}: ${action} begins at ${text(before, present)}, the entry before ended at ${text(present, present)}`,
      );
    present = { ...present, ...ofInterest(after ?? {}, present) };
  }
  if (!agrees(end, present)) breaks.push(`${name} is ${text(end, end)}, its audit ends at ${text(present, present)}`);
  return breaks;
}

/** An entry names only what it changes. */
const agrees = (named: State, present: State): boolean =>
  Object.entries(ofInterest(named, present)).every(([member, value]) => present[member] === value);

const ofInterest = (state: State, tracked: State): State =>
  Object.fromEntries(Object.entries(state).filter(([member, value]) => member in tracked && value !== undefined));

const text = (state: State, tracked: State): string => Object.values(ofInterest(state, tracked)).join(" ");
