import type { Clock } from "../../../kernel/clock.js";
import type { Finding } from "../../../kernel/finding.js";
import { InterlockError } from "../../../kernel/problem.js";
import type { UlidFactory } from "../../../kernel/ulid.js";
import type { AuditLog } from "../../audit/audit-log.js";
import type { Tx } from "../../persistence/unit-of-work.js";
import { grantFindings, readGrants } from "../policy/grants.js";
import type { Policy } from "../policy/policy.js";
import type { Grant, Principal } from "../principal.js";
import { securityProblems } from "../problems.js";
import type { ClientChange } from "./client-change.js";
import { ClientEntity } from "./client.entity.js";
import { hashSecret, newClientSecret } from "./client-secret.js";

/** What a client is to be. */
export interface ClientDefinition {
  /** 1 to 64 letters, digits, `.`, `_`, `-`; `sub` of its tokens and actor in the audit. */
  readonly clientId: string;
  readonly name: string;
  readonly kind: Principal["kind"];
  readonly grants: readonly Grant[];
}

/** Shown once; only a hash is kept. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A client as it can be shown. */
export interface ClientRecord extends ClientDefinition {
  readonly createdAt: Date;
  readonly disabledAt: Date | undefined;
}

const CLIENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const KINDS: readonly string[] = ["HUMAN", "SERVICE", "EDGE"];

/**
 * The clients of the embedded issuer. Every change writes its audit entry in the same transaction; one without a
 * ClientChange counts as made by the start-up of the product itself.
 */
export class ClientStore {
  constructor(
    private readonly policy: Policy,
    private readonly auditLog: AuditLog,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError CLIENT_INVALID with findings, CLIENT_EXISTS, also for an id that differs by case only. */
  async create(tx: Tx, definition: ClientDefinition, change?: ClientChange): Promise<ClientCredentials> {
    this.#check(definition);
    const { clientSecret, columns } = await this.#columnsOf(definition);
    const inserted = await tx.manager
      .createQueryBuilder()
      .insert()
      .into(ClientEntity)
      .values({ ...columns, createdAt: this.clock.now() })
      .orIgnore()
      .returning("client_id")
      .execute();
    const rows: unknown = inserted.raw;
    if (!Array.isArray(rows) || rows.length === 0) throw clientExists(definition.clientId);
    await this.#audit(tx, "client:create", definition, change);
    return { clientId: definition.clientId, clientSecret };
  }

  /** Gives a client new grants and a new secret and enables it. @throws InterlockError CLIENT_INVALID, CLIENT_UNKNOWN. */
  async replace(tx: Tx, definition: ClientDefinition, change?: ClientChange): Promise<ClientCredentials> {
    this.#check(definition);
    const before = await this.#require(tx, definition.clientId);
    const { clientSecret, columns } = await this.#columnsOf(definition);
    await tx.manager.update(ClientEntity, { clientId: definition.clientId }, columns);
    await this.#audit(tx, "client:replace", definition, change, before);
    return { clientId: definition.clientId, clientSecret };
  }

  /** No new tokens from now on; those in use end within two seconds. @throws InterlockError CLIENT_UNKNOWN. */
  async disable(tx: Tx, clientId: string, change?: ClientChange): Promise<void> {
    const before = await this.#require(tx, clientId);
    if (before.disabledAt !== undefined) return;
    await tx.manager.update(ClientEntity, { clientId }, { disabledAt: this.clock.now() });
    await this.#audit(tx, "client:disable", before, change, before);
  }

  async find(tx: Tx, clientId: string): Promise<ClientRecord | undefined> {
    const row = await tx.manager.findOneBy(ClientEntity, { clientId });
    return row === null ? undefined : recordOf(row);
  }

  async list(tx: Tx): Promise<ClientRecord[]> {
    return (await tx.manager.find(ClientEntity, { order: { clientId: "ASC" } })).map(recordOf);
  }

  /** The row stays locked until the transaction ends, so that two changes of one client do not interleave. */
  async #require(tx: Tx, clientId: string): Promise<ClientRecord> {
    const row = await tx.manager.findOne(ClientEntity, { where: { clientId }, lock: { mode: "pessimistic_write" } });
    if (row === null) {
      throw new InterlockError(securityProblems.CLIENT_UNKNOWN, { detail: `No client has the id ${clientId}.` });
    }
    return recordOf(row);
  }

  async #columnsOf(
    definition: ClientDefinition,
  ): Promise<{ clientSecret: string; columns: Omit<ClientEntity, "createdAt"> }> {
    const { clientId, name, kind, grants } = definition;
    const clientSecret = newClientSecret();
    const { salt, hash } = await hashSecret(clientSecret);
    const columns = { clientId, name, kind, grants, secretSalt: salt, secretHash: hash, disabledAt: null };
    return { clientSecret, columns };
  }

  #check(definition: ClientDefinition): void {
    const findings = [...shapeFindings(definition), ...grantFindings(this.policy, definition.grants)];
    if (findings.length === 0) return;
    const detail = findings.map((finding) => finding.message).join("; ");
    throw new InterlockError(securityProblems.CLIENT_INVALID, { detail, errors: findings });
  }

  /** Neither secret nor hash: an audit entry is read by more people than may know them. */
  async #audit(
    tx: Tx,
    action: string,
    definition: ClientDefinition,
    change: ClientChange = { actor: "interlock", correlationId: this.ids.next() },
    before?: ClientRecord,
  ): Promise<void> {
    const resource = { resourceType: "client", resourceId: definition.clientId };
    const after = action === "client:disable" ? { isDisabled: true } : visible(definition);
    await this.auditLog.append(tx, [
      { ...change, action, ...resource, ...(before === undefined ? {} : { before: visible(before) }), after },
    ]);
  }
}

function clientExists(clientId: string): InterlockError {
  return new InterlockError(securityProblems.CLIENT_EXISTS, {
    detail: `The client ${clientId} exists, perhaps in other capitals; replace it or choose another id.`,
  });
}

function shapeFindings({ clientId, name, kind, grants }: ClientDefinition): Finding[] {
  const finding = (pointer: string, message: string): Finding => {
    return { code: securityProblems.CLIENT_INVALID.code, severity: "ERROR", pointer, message };
  };
  return [
    ...(CLIENT_ID.test(clientId) ? [] : [finding("/clientId", "clientId must be 1 to 64 letters, digits, . _ or -")]),
    ...(name.trim() === "" || name.length > 200 ? [finding("/name", "name must be 1 to 200 characters")] : []),
    ...(KINDS.includes(kind) ? [] : [finding("/kind", `kind must be one of ${KINDS.join(", ")}`)]),
    ...(grants.length > 0 && readGrants(grants) === undefined
      ? [finding("/grants", "grants must be a list of { role, plants }, or empty")]
      : []),
  ];
}

function visible({ name, kind, grants }: ClientDefinition): Readonly<Record<string, unknown>> {
  return { name, kind, grants };
}

function recordOf({ clientId, name, kind, grants, createdAt, disabledAt }: ClientEntity): ClientRecord {
  return { clientId, name, kind, grants, createdAt, disabledAt: disabledAt ?? undefined };
}
