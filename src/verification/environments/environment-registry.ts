import { randomUUID } from "node:crypto";
import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { invalidMembers, notFound } from "../http/refusals.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import type { Environment, EnvironmentDefinition } from "./environment.js";

const ENVIRONMENT = `
  SELECT id, name, display_name AS "displayName", is_production AS "isProduction", contacts,
    created_at AS "createdAt", updated_at AS "updatedAt" FROM il.pact_environment`;
const LIST = `${ENVIRONMENT} ORDER BY name LIMIT 1000`;
const FIND = `${ENVIRONMENT} WHERE id = $1::uuid`;
const INSERT = `
  INSERT INTO il.pact_environment (id, name, display_name, is_production, contacts) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (name) DO NOTHING RETURNING id`;
const UPDATE = `
  UPDATE il.pact_environment e SET name = $2, display_name = $3, is_production = $4, contacts = $5, updated_at = now()
  WHERE id = $1::uuid AND NOT EXISTS (SELECT FROM il.pact_environment o WHERE o.name = $2 AND o.id <> e.id)
  RETURNING id`;
const DELETE = `DELETE FROM il.pact_environment WHERE id = $1::uuid RETURNING name`;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether a path segment can be the id of a resource; Postgres refuses to compare anything else. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Environments by their ids. */
export class EnvironmentRegistry {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  async list(): Promise<readonly Environment[]> {
    return await this.unitOfWork.read<Environment>(LIST);
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async get(id: string): Promise<Environment> {
    const [environment] = isUuid(id) ? await this.unitOfWork.read<Environment>(FIND, [id]) : [];
    if (environment === undefined) throw notFound(`No environment ${id}`);
    return environment;
  }

  /** @throws InterlockError PACT_REQUEST_INVALID for a name that is taken */
  async create(definition: EnvironmentDefinition, actor: ChangeActor): Promise<Environment> {
    const id = randomUUID();
    await this.#write(INSERT, id, definition, actor);
    return await this.get(id);
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND, PACT_REQUEST_INVALID for a name that is taken */
  async replace(id: string, definition: EnvironmentDefinition, actor: ChangeActor): Promise<Environment> {
    await this.get(id);
    await this.#write(UPDATE, id, definition, actor);
    return await this.get(id);
  }

  async delete(id: string, actor: ChangeActor): Promise<void> {
    await this.get(id);
    await this.unitOfWork.run(async (tx) => {
      const [deleted] = await tx.query<{ name: string }>(DELETE, [id]);
      if (deleted === undefined) throw notFound(`No environment ${id}`);
      const after = { deleted: true, name: deleted.name };
      const entry = { action: "pact:deploy", resourceType: "pact-environment", resourceId: id, after };
      await recordChanges(tx, this.audit, actor, [entry]);
    });
  }

  async #write(statement: string, id: string, definition: EnvironmentDefinition, actor: ChangeActor): Promise<void> {
    const { name, displayName, isProduction, contacts } = definition;
    await this.unitOfWork.run(async (tx) => {
      const values = [id, name, displayName, isProduction, JSON.stringify(contacts)];
      const written = await tx.query(statement, values);
      if (written.length === 0) {
        throw invalidMembers({ name: `Another environment with name '${name}' already exists` });
      }
      const after = { name, displayName, isProduction };
      const entry = { action: "pact:deploy", resourceType: "pact-environment", resourceId: id, after };
      await recordChanges(tx, this.audit, actor, [entry]);
    });
  }
}
