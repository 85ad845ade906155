import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { notFound } from "../http/refusals.js";
import { ensureVersion } from "../participants/ensure-version.js";
import { type ChangeActor, recordChanges } from "../record-change.js";

/** What a verifier says. */
export interface SubmittedResult {
  readonly isSuccess: boolean;
  readonly providerNumber: string;
  readonly buildUrl?: string | undefined;
  readonly testResults: unknown;
  readonly verifiedBy: unknown;
  /** Consumer versions for which it fetched the pact. */
  readonly consumerVersionIds: readonly string[];
}

/** A result as it is stored; nothing changes it. */
export interface VerificationRecord {
  readonly id: string;
  readonly isSuccess: boolean;
  readonly provider: string;
  readonly consumer: string;
  readonly sha: string;
  readonly providerNumber: string;
  readonly buildUrl: string | null;
  readonly testResults: unknown;
  readonly verifiedBy: unknown;
  readonly createdAt: Date;
}

const FIND_CONTENT = `
  SELECT t.provider_id AS "providerId", o.name AS provider, c.name AS consumer, t.sha FROM il.pact_content t
  JOIN il.pact_participant o ON o.id = t.provider_id JOIN il.pact_participant c ON c.id = t.consumer_id WHERE t.id = $1`;
/**
 * A result, the verdict it makes, and the branches for which the content is no longer pending. Of two results at once the
 * one with the greater id counts, whichever commits last.
 */
const INSERT = `
  WITH inserted AS (
    INSERT INTO il.pact_verification
      (content_id, provider_version_id, success, build_url, results, verified_by, consumer_version_ids)
    VALUES ($1::bigint, $2::bigint, $3::boolean, $4, $5, $6, $7::bigint[]) RETURNING id, created_at),
  verdict AS (
    INSERT INTO il.pact_verdict (content_id, provider_version_id, success, verification_id)
    SELECT $1::bigint, $2::bigint, $3::boolean, id FROM inserted
    ON CONFLICT (content_id, provider_version_id)
    DO UPDATE SET success = EXCLUDED.success, verification_id = EXCLUDED.verification_id
    WHERE pact_verdict.verification_id < EXCLUDED.verification_id),
  succeeded AS (
    INSERT INTO il.pact_first_success (content_id, branch_id)
    SELECT $1::bigint, branch_id FROM il.pact_branch_version WHERE version_id = $2::bigint AND $3::boolean
    ORDER BY branch_id ON CONFLICT DO NOTHING)
  SELECT id, created_at AS "createdAt" FROM inserted`;
const RESULT = `
  SELECT f.id, f.success AS "isSuccess", o.name AS provider, c.name AS consumer, t.sha, v.number AS "providerNumber",
    f.build_url AS "buildUrl", f.results AS "testResults", f.verified_by AS "verifiedBy", f.created_at AS "createdAt"
  FROM il.pact_verification f JOIN il.pact_content t ON t.id = f.content_id
  JOIN il.pact_participant o ON o.id = t.provider_id JOIN il.pact_participant c ON c.id = t.consumer_id
  JOIN il.pact_version v ON v.id = f.provider_version_id WHERE f.content_id = $1`;
const FIND = `${RESULT} AND f.id = $2`;
const LATEST = `${RESULT} ORDER BY f.id DESC LIMIT 1`;

interface VerifiedContent {
  readonly providerId: string;
  readonly provider: string;
  readonly consumer: string;
  readonly sha: string;
}

/** Results of provider verifications, append only. */
export class VerificationResults {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async record(contentId: string, result: SubmittedResult, actor: ChangeActor): Promise<VerificationRecord> {
    const { isSuccess, providerNumber, buildUrl = null, testResults = null, verifiedBy = null } = result;
    return await this.unitOfWork.run(async (tx) => {
      const [content] = await tx.query<VerifiedContent>(FIND_CONTENT, [contentId]);
      if (content === undefined) throw notFound("No pact with this content");
      const { providerId, ...names } = content;
      const versionId = await ensureVersion(tx, providerId, providerNumber);
      const texts = [toJson(testResults), toJson(verifiedBy)];
      const values = [contentId, versionId, isSuccess, buildUrl, ...texts, result.consumerVersionIds];
      const [inserted] = await tx.query<{ id: string; createdAt: Date }>(INSERT, values);
      if (inserted === undefined) throw new Error("an insert returned no id");
      const after = { isSuccess, providerNumber, contentId };
      const entry = { action: "pact:verify", resourceType: "pact-verification", resourceId: inserted.id, after };
      await recordChanges(tx, this.audit, actor, [entry]);
      return { ...inserted, ...names, isSuccess, providerNumber, buildUrl, testResults, verifiedBy };
    });
  }

  /** @param id its number, or `latest` @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async get(contentId: string, id: string): Promise<VerificationRecord> {
    const found = await this.find(contentId, id);
    if (found === undefined) throw notFound(`No verification result ${id}`);
    return found;
  }

  async find(contentId: string, id: string): Promise<VerificationRecord | undefined> {
    if (id === "latest") return (await this.unitOfWork.read<VerificationRecord>(LATEST, [contentId]))[0];
    if (!/^[0-9]{1,18}$/.test(id)) return undefined;
    return (await this.unitOfWork.read<VerificationRecord>(FIND, [contentId, id]))[0];
  }
}

const toJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
