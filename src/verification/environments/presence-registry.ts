import { randomUUID } from "node:crypto";
import type { Clock } from "../../kernel/clock.js";
import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { notFound } from "../http/refusals.js";
import type { ParticipantVersion } from "../participants/participant.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import type { Environment, Presence, PresenceKind } from "./environment.js";
import { isUuid } from "./environment-registry.js";

const PRESENCE = `
  SELECT x.id, x.kind, x.environment_id AS "environmentId", e.name AS environment, e.is_production AS "isProduction",
    p.name AS participant, v.number, x.instance, x.started_at AS "startedAt", x.ended_at AS "endedAt"
  FROM il.pact_environment_version x JOIN il.pact_environment e ON e.id = x.environment_id
  JOIN il.pact_participant p ON p.id = x.participant_id JOIN il.pact_version v ON v.id = x.version_id`;
const FIND = `${PRESENCE} WHERE x.id = $1::uuid AND x.kind = $2`;
const LIST_LIVE = `${PRESENCE} WHERE x.environment_id = $1::uuid AND x.kind = $2 AND x.ended_at IS NULL
  AND ($3::text IS NULL OR p.name = $3) AND ($4::text IS NULL OR v.number = $4)
  AND ($5::text IS NULL OR x.instance = $5) ORDER BY x.started_at DESC, x.id LIMIT 5000`;
const LIST_OF_VERSION = `${PRESENCE} WHERE x.version_id = $1 AND x.environment_id = $2::uuid AND x.kind = $3
  ORDER BY x.started_at DESC, x.id LIMIT 1000`;
/** Deployments to one instance take turns, so that exactly one of two at once is the current one. */
const LOCK_INSTANCE = `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`;
const END_OTHERS = `
  UPDATE il.pact_environment_version SET ended_at = $5
  WHERE environment_id = $1 AND participant_id = (SELECT participant_id FROM il.pact_version WHERE id = $2)
    AND kind = $3 AND instance = $4 AND ended_at IS NULL AND version_id <> $2`;
const INSERT = `
  INSERT INTO il.pact_environment_version (id, environment_id, participant_id, version_id, kind, instance, started_at)
  SELECT $6, $1, v.participant_id, v.id, $3, $4, $5 FROM il.pact_version v WHERE v.id = $2
  ON CONFLICT DO NOTHING`;
const FIND_LIVE = `
  SELECT id FROM il.pact_environment_version
  WHERE environment_id = $1 AND version_id = $2 AND kind = $3 AND instance = $4 AND ended_at IS NULL`;
const END = `
  UPDATE il.pact_environment_version SET ended_at = $3 WHERE id = $1::uuid AND kind = $2 AND ended_at IS NULL RETURNING id`;

/** Which versions are meant; what is absent does not restrict. */
export interface PresenceFilter {
  readonly participant?: string | undefined;
  readonly number?: string | undefined;
  readonly instance?: string | undefined;
}

/** Which version runs where: deployments by application instance, and releases that are supported. */
export class PresenceRegistry {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async get(id: string, kind: PresenceKind): Promise<Presence> {
    const [presence] = isUuid(id) ? await this.unitOfWork.read<Presence>(FIND, [id, kind]) : [];
    if (presence === undefined) throw notFound(`No ${kind.toLowerCase()} version ${id}`);
    return presence;
  }

  async listLive(environmentId: string, kind: PresenceKind, filter: PresenceFilter): Promise<readonly Presence[]> {
    const { participant = null, number = null, instance = null } = filter;
    return await this.unitOfWork.read<Presence>(LIST_LIVE, [environmentId, kind, participant, number, instance]);
  }

  async listOfVersion(versionId: string, environmentId: string, kind: PresenceKind): Promise<readonly Presence[]> {
    return await this.unitOfWork.read<Presence>(LIST_OF_VERSION, [versionId, environmentId, kind]);
  }

  /** Recording again what is there already changes nothing. */
  async record(
    kind: PresenceKind,
    version: ParticipantVersion,
    environment: Environment,
    instance: string,
    actor: ChangeActor,
  ): Promise<Presence> {
    const at = this.clock.now().toISOString();
    const id = await this.unitOfWork.run(async (tx) => {
      await tx.query(LOCK_INSTANCE, [`${environment.id}/${version.participant}/${instance}`]);
      const where = [environment.id, version.id, kind, instance];
      if (kind === "DEPLOYED") await tx.query(END_OTHERS, [...where, at]);
      await tx.query(INSERT, [...where, at, randomUUID()]);
      const [live] = await tx.query<{ id: string }>(FIND_LIVE, where);
      if (live === undefined) throw notFound(`No version ${version.number} of pacticipant '${version.participant}'`);
      const after = { kind, environment: environment.name, instance };
      await recordChanges(tx, this.audit, actor, [
        {
          action: "pact:deploy",
          resourceType: "pact-version",
          resourceId: `${version.participant}/${version.number}`,
          after,
        },
      ]);
      return live.id;
    });
    return await this.get(id, kind);
  }

  /** Ends a deployment or the support of a release. */
  async end(id: string, kind: PresenceKind, actor: ChangeActor): Promise<Presence> {
    const { participant, number, environment, instance } = await this.get(id, kind);
    await this.unitOfWork.run(async (tx) => {
      const ended = await tx.query(END, [id, kind, this.clock.now().toISOString()]);
      if (ended.length === 0) return;
      const after = { kind, environment, instance, ended: true };
      const entry = {
        action: "pact:deploy",
        resourceType: "pact-version",
        resourceId: `${participant}/${number}`,
        after,
      };
      await recordChanges(tx, this.audit, actor, [entry]);
    });
    return await this.get(id, kind);
  }
}
