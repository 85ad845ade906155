import type { Clock } from "../../../kernel/clock.js";
import { InterlockError } from "../../../kernel/problem.js";
import type { UlidFactory } from "../../../kernel/ulid.js";
import type { AuditLog } from "../../audit/audit-log.js";
import type { Tx } from "../../persistence/unit-of-work.js";
import type { ClientChange } from "../clients/client-change.js";
import { requireClient } from "../clients/require-client.js";
import { securityProblems } from "../problems.js";
import { type CertificateSelector, requireSelector } from "./certificate-selector.js";

/** A registration as it can be shown; one of thumbprint and subject is null. */
export interface CertificateRecord {
  readonly id: string;
  readonly thumbprint: string | null;
  readonly subject: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}

const INSERT = `
  INSERT INTO il.client_certificate (id, client_id, thumbprint, subject, created_at, created_by)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`;

const LIST = `
  SELECT id, thumbprint, subject, created_at AS "createdAt", created_by AS "createdBy"
  FROM il.client_certificate WHERE client_id = $1 ORDER BY id`;

const REMOVE = `DELETE FROM il.client_certificate WHERE client_id = $1 AND id = $2 RETURNING thumbprint, subject`;

/** Which client certificates speak for which client. Every change writes its audit entry in the same transaction. */
export class CertificateStore {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError CLIENT_UNKNOWN, CREDENTIAL_INVALID, CERTIFICATE_EXISTS */
  async register(tx: Tx, clientId: string, document: unknown, change: ClientChange): Promise<CertificateRecord> {
    const { thumbprint, subject } = requireSelector(document);
    await requireClient(tx, clientId);
    const record = { id: this.ids.next(), thumbprint, subject, createdAt: this.clock.now(), createdBy: change.actor };
    const values = [record.id, clientId, thumbprint, subject, record.createdAt, record.createdBy];
    if ((await tx.query(INSERT, values)).length === 0) throw exists();
    await this.#audit(tx, "certificate:register", clientId, change, { id: record.id, thumbprint, subject });
    return record;
  }

  async list(tx: Tx, clientId: string): Promise<readonly CertificateRecord[]> {
    return await tx.query<CertificateRecord>(LIST, [clientId]);
  }

  /** The certificate is refused in every process within two seconds. @throws InterlockError CERTIFICATE_UNKNOWN */
  async remove(tx: Tx, clientId: string, id: string, change: ClientChange): Promise<void> {
    const [removed] = await tx.query<CertificateSelector>(REMOVE, [clientId, id]);
    if (removed === undefined) {
      throw new InterlockError(securityProblems.CERTIFICATE_UNKNOWN, {
        detail: `Client ${clientId.slice(0, 64)} has no certificate registration ${id.slice(0, 26)}; list them to see their ids.`,
      });
    }
    await this.#audit(tx, "certificate:remove", clientId, change, { id, ...removed });
  }

  async #audit(
    tx: Tx,
    action: string,
    clientId: string,
    change: ClientChange,
    after: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.auditLog.append(tx, [{ ...change, action, resourceType: "client", resourceId: clientId, after }]);
  }
}

function exists(): InterlockError {
  return new InterlockError(securityProblems.CERTIFICATE_EXISTS, {
    detail: "A certificate speaks for one client; remove the earlier registration first, or register another one.",
  });
}
