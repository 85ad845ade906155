import { InterlockError } from "../../../kernel/problem.js";
import type { Tx } from "../../persistence/unit-of-work.js";
import { securityProblems } from "../problems.js";

const LOCK = `SELECT 1 FROM il.client WHERE client_id = $1 FOR UPDATE`;

/** Locks the client until the transaction ends, so that two changes of its credentials do not interleave. @throws InterlockError CLIENT_UNKNOWN */
export async function requireClient(tx: Tx, clientId: string): Promise<void> {
  const rows = clientId.includes("\u0000") ? [] : await tx.query(LOCK, [clientId]);
  if (rows.length === 1) return;
  throw new InterlockError(securityProblems.CLIENT_UNKNOWN, {
    detail: `No client has the id ${clientId.slice(0, 64)}.`,
  });
}
