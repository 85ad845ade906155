import type { Clock } from "../../../kernel/clock.js";
import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { GrantSource } from "../policy/grant-source.js";
import type { Grant, Principal } from "../principal.js";
import { GRANT_JSON, type RegisteredGrant, toGrant } from "./registered-grant.js";

/** Age after which the register is compared with the database again: a revoked grant gives nothing a second later. */
const FRESH_MS = 1000;
/** How long grants are believed while the database does not answer; as long as a verified token is. */
const STALE_MS_MAX = 60_000;

const REVISION = "SELECT revision::int AS revision FROM il.grant_revision";

/**
 * Every principal that ever had a grant is in it, so that losing the last one is not the same as being unknown. Whether a
 * grant has ended is for the clock of this process; the day of grace only keeps old ones from piling up.
 */
const GRANTS = `
  SELECT g.principal, coalesce(
    json_agg(${GRANT_JSON} ORDER BY g.id) FILTER (WHERE g.revoked_at IS NULL AND (g.valid_to IS NULL OR g.valid_to > now() - interval '1 day')),
    '[]') AS grants
  FROM il.role_grant g GROUP BY g.principal`;

/**
 * The grants of everybody, in memory. A principal that the register knows has the grants of the register and no others;
 * one that it does not know, such as a client of a foreign issuer, has those of its token.
 */
export class GrantRegister implements GrantSource {
  #grants: ReadonlyMap<string, readonly Grant[]> = new Map();
  #revision = 0;
  #freshUntilMs = Number.NEGATIVE_INFINITY;
  #staleUntilMs = Number.NEGATIVE_INFINITY;
  #refresh: Promise<void> | undefined;

  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly clock: Clock,
  ) {}

  get revision(): number {
    return this.#revision;
  }

  grantsOf(principal: Principal): readonly Grant[] {
    return this.#grants.get(principal.clientId) ?? principal.grants;
  }

  /** Undefined when nothing has to be waited for, which is nearly always. */
  keepFresh(): Promise<void> | undefined {
    if (this.clock.monotonicMs() < this.#freshUntilMs) return undefined;
    this.#refresh ??= this.#reload().finally(() => (this.#refresh = undefined));
    return this.#refresh;
  }

  /** Makes the next request look into the database; called after a change in this process. */
  invalidate(): void {
    this.#freshUntilMs = Number.NEGATIVE_INFINITY;
    this.#refresh = undefined;
  }

  async #reload(): Promise<void> {
    const startedAtMs = this.clock.monotonicMs();
    try {
      const [row] = await this.unitOfWork.read<{ revision: number }>(REVISION);
      const revision = row?.revision ?? 0;
      if (revision !== this.#revision) await this.#load(revision);
    } catch (error) {
      if (startedAtMs >= this.#staleUntilMs) throw error;
      return;
    }
    this.#freshUntilMs = startedAtMs + FRESH_MS;
    this.#staleUntilMs = startedAtMs + STALE_MS_MAX;
  }

  /** The number is read before the grants: a change between both is loaded once more, never missed. */
  async #load(revision: number): Promise<void> {
    const rows = await this.unitOfWork.read<{ principal: string; grants: readonly RegisteredGrant[] }>(GRANTS);
    this.#grants = new Map(rows.map(({ principal, grants }) => [principal, Object.freeze(grants.map(toGrant))]));
    this.#revision = revision;
  }
}
