import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { notFound } from "../http/refusals.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import { addTags, addToBranch, ensureParticipants, ensureVersion } from "./ensure-version.js";
import type { Participant, ParticipantChange, ParticipantVersion } from "./participant.js";

const PARTICIPANT = `
  SELECT id, name, display_name AS "displayName", main_branch AS "mainBranch", repository_url AS "repositoryUrl",
    created_at AS "createdAt", updated_at AS "updatedAt" FROM il.pact_participant`;
const FIND_PARTICIPANT = `${PARTICIPANT} WHERE name = $1`;
const LIST_PARTICIPANTS = `${PARTICIPANT} ORDER BY name LIMIT 1000`;
const UPDATE_PARTICIPANT = `
  UPDATE il.pact_participant SET updated_at = now(),
    display_name = CASE WHEN $2::boolean THEN $3 ELSE display_name END,
    main_branch = CASE WHEN $4::boolean THEN $5 ELSE main_branch END,
    repository_url = CASE WHEN $6::boolean THEN $7 ELSE repository_url END
  WHERE id = $1`;
const DELETE_PARTICIPANT = `DELETE FROM il.pact_participant WHERE name = $1 RETURNING id`;

const VERSION = `
  SELECT v.id, p.name AS participant, v.number, v.build_url AS "buildUrl", v.created_at AS "createdAt",
    ARRAY(SELECT b.name FROM il.pact_branch_version bv JOIN il.pact_branch b ON b.id = bv.branch_id
      WHERE bv.version_id = v.id ORDER BY b.name) AS branches,
    ARRAY(SELECT t.name FROM il.pact_version_tag t WHERE t.version_id = v.id ORDER BY t.name) AS tags
  FROM il.pact_version v JOIN il.pact_participant p ON p.id = v.participant_id`;
const FIND_VERSION = `${VERSION} WHERE p.name = $1 AND v.number = $2`;
const LATEST_VERSION = `${VERSION} WHERE p.name = $1 ORDER BY v.id DESC LIMIT 1`;
const LATEST_TAGGED = `${VERSION} JOIN il.pact_version_tag vt ON vt.version_id = v.id AND vt.name = $2
  WHERE p.name = $1 ORDER BY v.id DESC LIMIT 1`;
const LATEST_ON_BRANCH = `${VERSION} JOIN il.pact_branch_version hv ON hv.version_id = v.id
  JOIN il.pact_branch hb ON hb.id = hv.branch_id AND hb.name = $2 WHERE p.name = $1 ORDER BY v.id DESC LIMIT 1`;
const LIST_VERSIONS = `${VERSION} WHERE p.name = $1 ORDER BY v.id DESC LIMIT 100`;
const DELETE_VERSION = `
  DELETE FROM il.pact_version v USING il.pact_participant p
  WHERE p.id = v.participant_id AND p.name = $1 AND v.number = $2 RETURNING v.id`;
const DELETE_TAG = `
  DELETE FROM il.pact_version_tag t USING il.pact_version v, il.pact_participant p
  WHERE v.id = t.version_id AND p.id = v.participant_id AND p.name = $1 AND v.number = $2 AND t.name = $3
  RETURNING t.version_id`;
const DELETE_BRANCH = `
  DELETE FROM il.pact_branch b USING il.pact_participant p
  WHERE p.id = b.participant_id AND p.name = $1 AND b.name = $2 RETURNING b.id`;
const FIND_BRANCH = `
  SELECT b.created_at AS "createdAt" FROM il.pact_branch b JOIN il.pact_participant p ON p.id = b.participant_id
  WHERE p.name = $1 AND b.name = $2`;

/** What a client says of a version; branch and tags are added to those it has. */
export interface VersionChange {
  readonly buildUrl?: string | null | undefined;
  readonly branch?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Participants, their versions, branches and tags. What is named and not there is made. */
export class ParticipantRegistry {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  async list(): Promise<readonly Participant[]> {
    return await this.unitOfWork.read<Participant>(LIST_PARTICIPANTS);
  }

  async find(name: string): Promise<Participant | undefined> {
    return (await this.unitOfWork.read<Participant>(FIND_PARTICIPANT, [name]))[0];
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async get(name: string): Promise<Participant> {
    return required(await this.find(name), `No pacticipant with name '${name}'`);
  }

  /** @returns the participant and whether it was made now */
  async put(name: string, change: ParticipantChange, actor: ChangeActor): Promise<[Participant, boolean]> {
    const isNew = (await this.find(name)) === undefined;
    await this.unitOfWork.run(async (tx) => {
      const id = (await ensureParticipants(tx, [name])).get(name);
      const { displayName, mainBranch, repositoryUrl } = change;
      const values = [displayName, mainBranch, repositoryUrl].flatMap((value) => [value !== undefined, value ?? null]);
      await tx.query(UPDATE_PARTICIPANT, [id, ...values]);
      const after = { ...change };
      const entry = { action: "pact:publish", resourceType: "pact-participant", resourceId: name, after };
      await recordChanges(tx, this.audit, actor, [entry]);
    });
    return [await this.get(name), isNew];
  }

  async delete(name: string, actor: ChangeActor): Promise<void> {
    await this.#delete(DELETE_PARTICIPANT, [name], "pact-participant", actor);
  }

  async findVersion(participant: string, number: string): Promise<ParticipantVersion | undefined> {
    return (await this.unitOfWork.read<ParticipantVersion>(FIND_VERSION, [participant, number]))[0];
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async getVersion(participant: string, number: string): Promise<ParticipantVersion> {
    return required(
      await this.findVersion(participant, number),
      `No version ${number} of pacticipant '${participant}'`,
    );
  }

  async listVersions(participant: string): Promise<readonly ParticipantVersion[]> {
    await this.get(participant);
    return await this.unitOfWork.read<ParticipantVersion>(LIST_VERSIONS, [participant]);
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async latestVersion(participant: string, by?: { tag: string } | { branch: string }): Promise<ParticipantVersion> {
    const [statement, name] =
      by === undefined ? [LATEST_VERSION] : "tag" in by ? [LATEST_TAGGED, by.tag] : [LATEST_ON_BRANCH, by.branch];
    const values = name === undefined ? [participant] : [participant, name];
    const [version] = await this.unitOfWork.read<ParticipantVersion>(statement, values);
    const of = name === undefined ? "" : ` with the tag or branch '${name}'`;
    return required(version, `No version${of} of pacticipant '${participant}'`);
  }

  /** @returns the version and whether it was made now */
  async putVersion(
    participant: string,
    number: string,
    { buildUrl, branch, tags = [] }: VersionChange,
    actor: ChangeActor,
  ): Promise<[ParticipantVersion, boolean]> {
    const isNew = (await this.findVersion(participant, number)) === undefined;
    await this.unitOfWork.run(async (tx) => {
      const participantId = (await ensureParticipants(tx, [participant])).get(participant) ?? "";
      const versionId = await ensureVersion(tx, participantId, number, buildUrl);
      if (branch !== undefined) await addToBranch(tx, participantId, branch, versionId);
      await addTags(tx, participantId, tags, versionId);
      const resourceId = `${participant}/${number}`;
      const after = { buildUrl, branch, tags };
      await recordChanges(tx, this.audit, actor, [
        { action: "pact:publish", resourceType: "pact-version", resourceId, after },
      ]);
    });
    return [await this.getVersion(participant, number), isNew];
  }

  async deleteVersion(participant: string, number: string, actor: ChangeActor): Promise<void> {
    await this.#delete(DELETE_VERSION, [participant, number], "pact-version", actor);
  }

  async deleteTag(participant: string, number: string, tag: string, actor: ChangeActor): Promise<void> {
    await this.#delete(DELETE_TAG, [participant, number, tag], "pact-version-tag", actor);
  }

  async deleteBranch(participant: string, branch: string, actor: ChangeActor): Promise<void> {
    await this.#delete(DELETE_BRANCH, [participant, branch], "pact-branch", actor);
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async getBranch(participant: string, branch: string): Promise<{ readonly createdAt: Date }> {
    const [found] = await this.unitOfWork.read<{ createdAt: Date }>(FIND_BRANCH, [participant, branch]);
    return required(found, `No branch '${branch}' of pacticipant '${participant}'`);
  }

  async #delete(statement: string, names: readonly string[], resourceType: string, actor: ChangeActor): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const [deleted] = await tx.query(statement, names);
      const resourceId = names.join("/");
      required(deleted, `No ${resourceType} ${resourceId}`);
      await recordChanges(tx, this.audit, actor, [
        { action: "pact:publish", resourceType, resourceId, after: { deleted: true } },
      ]);
    });
  }
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notFound(what);
  return value;
}
