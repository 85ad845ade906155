import type { AuditLog } from "../../platform/audit/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { contentConflict, invalidMembers, notFound } from "../http/refusals.js";
import { type ChangeActor, recordChanges } from "../record-change.js";

/** A version that was declared equal to another. */
export interface Equivalence {
  readonly participant: string;
  readonly number: string;
  readonly equivalentTo: string;
}

interface LockedVersion {
  readonly id: string;
  readonly number: string;
  readonly equivalentTo: string | null;
  /** It published pacts or results of its own, or others were declared equal to it. */
  readonly hasOwn: boolean;
}

/** Both versions, locked in one order; a publisher of either waits, so that nothing slips between copy and declaration. */
const LOCK = `
  SELECT v.id, v.number, v.equivalent_to AS "equivalentTo",
    EXISTS (SELECT FROM il.pact_publication b WHERE b.consumer_version_id = v.id)
      OR EXISTS (SELECT FROM il.pact_verdict d WHERE d.provider_version_id = v.id)
      OR EXISTS (SELECT FROM il.pact_provider_contract c WHERE c.provider_version_id = v.id)
      OR EXISTS (SELECT FROM il.pact_version o WHERE o.equivalent_to = v.id) AS "hasOwn"
  FROM il.pact_version v JOIN il.pact_participant p ON p.id = v.participant_id
  WHERE p.name = $1 AND v.number = ANY($2::text[]) ORDER BY v.id FOR UPDATE OF v`;
const SET = `UPDATE il.pact_version SET equivalent_to = $2 WHERE id = $1`;
const COPY_PUBLICATIONS = `
  INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id)
  SELECT $1, provider_id, consumer_id, content_id FROM il.pact_publication WHERE consumer_version_id = $2`;
const COPY_VERDICTS = `
  INSERT INTO il.pact_verdict (content_id, provider_version_id, success, verification_id)
  SELECT content_id, $1, success, verification_id FROM il.pact_verdict WHERE provider_version_id = $2`;

/**
 * Declares that a version has the contracts and the behaviour of another one: a build that changed documents only, or a
 * repetition of a release. What is published for the other one, before or later, holds for it as well.
 */
export class EquateVersion {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Saying the same again changes nothing.
   * @throws InterlockError PACT_RESOURCE_NOT_FOUND, PACT_REQUEST_INVALID for a version equal to itself,
   * PACT_CONTENT_CONFLICT for a version that has contracts or results of its own, or is equal to another one already
   */
  async equate({ participant, number, equivalentTo }: Equivalence, reason: string, actor: ChangeActor): Promise<void> {
    if (number === equivalentTo) throw invalidMembers({ equivalentTo: "must be another version" });
    await this.unitOfWork.run(async (tx) => {
      const locked = await tx.query<LockedVersion>(LOCK, [participant, [number, equivalentTo]]);
      const version = required(locked, participant, number);
      const original = required(locked, participant, equivalentTo);
      const originalId = original.equivalentTo ?? original.id;
      if (version.equivalentTo === originalId) return;
      if (version.hasOwn || version.equivalentTo !== null) throw ownContent(participant, number);
      await declare(tx, version.id, originalId);
      await recordChanges(tx, this.audit, actor, [
        {
          action: "pact:publish",
          resourceType: "pact-version",
          resourceId: `${participant}/${number}`,
          after: { equivalentTo },
          reason,
        },
      ]);
    });
  }
}

async function declare(tx: Tx, versionId: string, originalId: string): Promise<void> {
  await tx.query(SET, [versionId, originalId]);
  await tx.query(COPY_PUBLICATIONS, [versionId, originalId]);
  await tx.query(COPY_VERDICTS, [versionId, originalId]);
}

function required(versions: readonly LockedVersion[], participant: string, number: string): LockedVersion {
  const found = versions.find((version) => version.number === number);
  if (found === undefined) throw notFound(`No version ${number} of pacticipant '${participant}'`);
  return found;
}

function ownContent(participant: string, number: string) {
  return contentConflict(
    `Version ${number} of ${participant} has contracts or results of its own, or is equal to another version already. ` +
      "Only a version without any can be declared equal to another one; create a new version.",
  );
}
