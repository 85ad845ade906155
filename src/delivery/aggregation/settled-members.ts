import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { SettledPosting } from "../posting.js";
import { type PostingRow, toPosting } from "../posting-row.js";
import { MEMBERS_OF } from "./members.statement.js";

/**
 * What a settled posting means for whoever wanted it: itself, or each member of an aggregate with its own document and
 * the outcome of the aggregate.
 */
export async function settledMembers(tx: Tx, settled: SettledPosting): Promise<SettledPosting[]> {
  if (settled.memberCount === 0) return [settled];
  const { attempts, erpDocument, externalKey, problem, state } = settled;
  const members = (await tx.query<PostingRow>(MEMBERS_OF, [settled.id])).map(toPosting);
  return members.map((member) => ({ ...member, attempts, erpDocument, externalKey, problem, state }));
}
