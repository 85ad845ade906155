import type { Tx, UnitOfWork } from "../../persistence/unit-of-work.js";
import type { PlantScope } from "../principal.js";
import { GRANT_JSON, type RegisteredGrant } from "./registered-grant.js";

/** A grant that is to be given. */
export type NewGrant = Pick<
  RegisteredGrant,
  "id" | "principal" | "role" | "scope" | "validFrom" | "validTo" | "grantedBy" | "reason"
>;

const INSERT = `
  INSERT INTO il.role_grant (id, principal, role, scope_kind, scope_values, valid_from, valid_to, source, granted_by, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 'REGISTER', $8, $9)`;

const REVOKE = `
  UPDATE il.role_grant SET revoked_at = now(), revoked_by = $2, revoke_reason = $3 WHERE id = $1 AND revoked_at IS NULL`;

const FIND = `SELECT ${GRANT_JSON} AS json FROM il.role_grant g WHERE g.id = $1 AND g.revoked_at IS NULL FOR UPDATE`;

/** Grants in force or to come, of every account of one person. */
const OF_PERSON = `
  SELECT ${GRANT_JSON} AS json FROM il.role_grant g
  WHERE g.principal IN (SELECT il.same_person($1)) AND g.revoked_at IS NULL AND (g.valid_to IS NULL OR g.valid_to > now())
  ORDER BY g.id`;

/** A grant is seen by whoever may read grants in one of its plants; those of the enterprise by whoever may everywhere. */
const LIST = `
  SELECT json FROM (SELECT ${GRANT_JSON} AS json, g.id FROM il.role_grant g
    WHERE ($1::text IS NULL OR g.principal = $1) AND g.revoked_at IS NULL AND (g.valid_to IS NULL OR g.valid_to > now())
  ) granted
  WHERE ($2::text[] IS NULL OR EXISTS (
    SELECT FROM json_array_elements_text(json -> 'plants') p WHERE p = ANY($2)))
    AND ($3::text IS NULL OR id > $3)
  ORDER BY id LIMIT $4`;

/** What a list of grants is restricted to. */
export interface GrantFilter {
  readonly plants: PlantScope;
  readonly principal: string | undefined;
  /** Id of the last grant of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Reads and writes il.role_grant. */
export class GrantStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** One change of grants at a time, so that two grants cannot bring conflicting roles together unseen. */
  async lock(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('il.role_grant'))");
  }

  async insert(tx: Tx, grant: NewGrant): Promise<void> {
    const { id, principal, role, scope, validFrom, validTo, grantedBy, reason } = grant;
    await tx.query(INSERT, [id, principal, role, scope.kind, scope.values, validFrom, validTo, grantedBy, reason]);
  }

  async revoke(tx: Tx, id: string, revokedBy: string, reason: string): Promise<void> {
    await tx.query(REVOKE, [id, revokedBy, reason]);
  }

  async find(tx: Tx, id: string): Promise<RegisteredGrant | undefined> {
    return (await tx.query<{ json: RegisteredGrant }>(FIND, [id]))[0]?.json;
  }

  async ofPerson(tx: Tx, principal: string): Promise<RegisteredGrant[]> {
    return (await tx.query<{ json: RegisteredGrant }>(OF_PERSON, [principal])).map(({ json }) => json);
  }

  /** Plants of sites, by the profiles in force. */
  async plantsOfSites(tx: Tx, sites: readonly string[]): Promise<string[]> {
    const statement = "SELECT plant_code FROM il.plant_site WHERE site = ANY($1) ORDER BY plant_code";
    return (await tx.query<{ plant_code: string }>(statement, [sites])).map((row) => row.plant_code);
  }

  async list({ plants, principal, after, limit }: GrantFilter): Promise<RegisteredGrant[]> {
    const values = [principal ?? null, plants === "*" ? null : plants, after ?? null, limit];
    return (await this.unitOfWork.read<{ json: RegisteredGrant }>(LIST, values)).map(({ json }) => json);
  }

  /** Every grant in force with the person it belongs to, named by his first account. */
  async byPerson(): Promise<readonly { readonly person: string; readonly grant: RegisteredGrant }[]> {
    return await this.unitOfWork.read(`
      SELECT (SELECT min(a) FROM il.same_person(g.principal) a) AS person, ${GRANT_JSON} AS grant
      FROM il.role_grant g WHERE g.revoked_at IS NULL AND (g.valid_to IS NULL OR g.valid_to > now())
      ORDER BY person, g.id`);
  }
}
