import type { Clock } from "../../../kernel/clock.js";
import { sha256Hex } from "../../../kernel/hash.js";
import { InterlockError } from "../../../kernel/problem.js";
import type { AuditLog } from "../../audit/audit-log.js";
import type { Tx } from "../../persistence/unit-of-work.js";
import { readKeySet } from "../foreign-issuers/read-key-set.js";
import { securityProblems } from "../problems.js";
import { ASSERTION_ALGORITHMS } from "./assertion-verifier.js";
import type { ClientChange } from "./client-change.js";
import { requireClient } from "./require-client.js";

const REPLACE = `
  INSERT INTO il.client_key_set (client_id, jwks, updated_at) VALUES ($1, $2, $3)
  ON CONFLICT (client_id) DO UPDATE SET jwks = EXCLUDED.jwks, updated_at = EXCLUDED.updated_at`;

/** The public keys a client signs its assertions with. */
export class ClientKeySetStore {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Puts a JWK set in place of the client's earlier one. @throws InterlockError CLIENT_UNKNOWN, CREDENTIAL_INVALID */
  async replace(tx: Tx, clientId: string, jwks: unknown, change: ClientChange): Promise<readonly string[]> {
    const keyIds = requireUsable(jwks);
    await requireClient(tx, clientId);
    const text = JSON.stringify(jwks);
    await tx.query(REPLACE, [clientId, text, this.clock.now()]);
    const resource = { resourceType: "client", resourceId: clientId };
    const contentHash = sha256Hex(text);
    await this.auditLog.append(tx, [
      { ...change, action: "key:register", ...resource, contentHash, after: { keyIds } },
    ]);
    return keyIds;
  }
}

/** A set is taken whole or not at all: its sender should hear of a bad key now, not at his first token request. */
function requireUsable(jwks: unknown): readonly string[] {
  const { keys, faults } = readOrRefuse(jwks);
  if (faults.length > 0) throw invalid(faults.join("; "));
  return [...keys.keys()];
}

function readOrRefuse(jwks: unknown): ReturnType<typeof readKeySet> {
  try {
    return readKeySet(jwks, { algorithms: ASSERTION_ALGORITHMS, keyIssuer: () => false });
  } catch (error) {
    throw error instanceof TypeError ? invalid(error.message) : error;
  }
}

function invalid(reason: string): InterlockError {
  return new InterlockError(securityProblems.CREDENTIAL_INVALID, {
    detail: `The key set cannot be used (${reason}); send { "keys": [...] } with public keys for ${ASSERTION_ALGORITHMS.join(", ")}.`,
  });
}
