import { InterlockError } from "../../../kernel/problem.js";
import type { UlidFactory } from "../../../kernel/ulid.js";
import { refusedByDutySeparation } from "../../approvals/duty-separation.js";
import type { AuditLog } from "../../audit/audit-log.js";
import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { GrantActor } from "./give-grant.js";
import { grantProblems } from "./problems.js";
import type { LinkRequest } from "./request-body.js";

/** A declared link in force. */
export interface IdentityLink extends LinkRequest {
  readonly id: string;
  readonly declaredBy: string;
}

const LIST = `
  SELECT id, principal, other, kind, reason, declared_by AS "declaredBy" FROM il.principal_link
  WHERE ended_at IS NULL AND ($1::text IS NULL OR id > $1) ORDER BY id LIMIT $2`;

const INSERT = `
  INSERT INTO il.principal_link (id, principal, other, kind, declared_by, reason) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (principal, other, kind) WHERE ended_at IS NULL DO NOTHING RETURNING id`;

const END = `
  UPDATE il.principal_link SET ended_at = now(), ended_by = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL
  RETURNING principal, other, kind`;

/** Which accounts are one person, and which groups they are in. Segregation of duties looks through these links. */
export class IdentityLinks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly ids: UlidFactory,
  ) {}

  async list(after: string | undefined, limit: number): Promise<IdentityLink[]> {
    return await this.unitOfWork.read<IdentityLink>(LIST, [after ?? null, limit]);
  }

  /** @throws InterlockError IDENTITY_LINK_INVALID */
  async declare(link: LinkRequest, actor: GrantActor): Promise<string> {
    const { principal, other, kind, reason } = link;
    if (principal === other) throw invalid("principal and other must be two accounts.");
    const id = this.ids.next();
    return await this.unitOfWork.run(async (tx) => {
      const values = [id, principal, other, kind, actor.principal.clientId, reason];
      const [row] = await refusedByDutySeparation(() => tx.query<{ id: string }>(INSERT, values));
      if (row === undefined) throw invalid(`${principal} is declared ${kind} ${other} already.`);
      await this.audit.append(tx, [
        { ...entryOf(actor, id, "identity:link", reason), after: { principal, other, kind } },
      ]);
      return id;
    });
  }

  /** @throws InterlockError IDENTITY_LINK_INVALID, or FOUR_EYES_REQUIRED when the link is about the actor himself */
  async end(id: string, reason: string, actor: GrantActor): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const values = [id, actor.principal.clientId, reason];
      const [before] = await refusedByDutySeparation(() => tx.query<Record<string, string>>(END, values));
      if (before === undefined) throw invalid("There is no such link in force; read the list of links.");
      await this.audit.append(tx, [{ ...entryOf(actor, id, "identity:unlink", reason), before }]);
    });
  }
}

function entryOf({ principal, correlationId, traceparent }: GrantActor, id: string, action: string, reason: string) {
  const resource = { resourceType: "identity-link", resourceId: id };
  return { actor: principal.clientId, action, ...resource, correlationId, traceparent, reason };
}

const invalid = (detail: string): InterlockError => new InterlockError(grantProblems.IDENTITY_LINK_INVALID, { detail });
