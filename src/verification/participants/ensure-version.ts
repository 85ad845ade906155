import type { Tx } from "../../platform/persistence/unit-of-work.js";

/** Ordered, so that two publishers that make the same participants wait for one another in the same order. */
const INSERT_PARTICIPANTS = `
  INSERT INTO il.pact_participant (name) SELECT name FROM unnest($1::text[]) AS n(name) ORDER BY name
  ON CONFLICT (name) DO NOTHING`;
const FIND_PARTICIPANTS = `SELECT id, name FROM il.pact_participant WHERE name = ANY($1::text[])`;
/** Empty when another transaction has made the version since the statement began. */
const ENSURE_VERSION = `
  WITH made AS (
    INSERT INTO il.pact_version (participant_id, number, build_url) VALUES ($1, $2, $3)
    ON CONFLICT (participant_id, number) DO NOTHING RETURNING id, build_url)
  SELECT id, build_url AS "buildUrl" FROM made
  UNION ALL SELECT id, build_url FROM il.pact_version WHERE participant_id = $1 AND number = $2`;
const FIND_VERSION = `
  SELECT id, build_url AS "buildUrl" FROM il.pact_version WHERE participant_id = $1 AND number = $2`;
const SET_BUILD_URL = `UPDATE il.pact_version SET build_url = $2 WHERE id = $1`;
const INSERT_BRANCH = `
  INSERT INTO il.pact_branch (participant_id, name) VALUES ($1, $2) ON CONFLICT (participant_id, name) DO NOTHING`;
/**
 * Contents that the version has verified already are no longer pending for the branch it joins now. The first branch of a
 * usual name is taken for the main one, until somebody says otherwise. Empty when there is no such branch.
 */
const JOIN_BRANCH = `
  WITH branch AS (SELECT id FROM il.pact_branch WHERE participant_id = $1 AND name = $2),
    joined AS (
      INSERT INTO il.pact_branch_version (branch_id, version_id) SELECT id, $3::bigint FROM branch ON CONFLICT DO NOTHING),
    succeeded AS (
      INSERT INTO il.pact_first_success (content_id, branch_id)
      SELECT v.content_id, branch.id FROM branch
      JOIN il.pact_verdict v ON v.provider_version_id = $3::bigint AND v.success
      ORDER BY v.content_id ON CONFLICT DO NOTHING),
    guessed AS (
      UPDATE il.pact_participant SET main_branch = $2, updated_at = now()
      WHERE id = $1 AND main_branch IS NULL AND $2 IN ('main', 'master', 'develop') AND EXISTS (SELECT FROM branch))
  SELECT id FROM branch`;
const INSERT_TAGS = `
  INSERT INTO il.pact_version_tag (participant_id, name, version_id)
  SELECT $1, name, $3 FROM unnest($2::text[]) AS t(name) ORDER BY name ON CONFLICT DO NOTHING`;

/** @returns ids by name; participants that are not there are made */
export async function ensureParticipants(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Set(names)];
  const known = await findParticipants(tx, unique);
  if (known.size === unique.length) return known;
  await tx.query(INSERT_PARTICIPANTS, [unique.filter((name) => !known.has(name))]);
  return await findParticipants(tx, unique);
}

async function findParticipants(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; name: string }>(FIND_PARTICIPANTS, [names]);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** @returns the version's id; a build URL that is given replaces the one before */
export async function ensureVersion(
  tx: Tx,
  participantId: string,
  number: string,
  buildUrl?: string | null,
): Promise<string> {
  const values = [participantId, number];
  const [ensured] = await tx.query<FoundVersion>(ENSURE_VERSION, [...values, buildUrl ?? null]);
  const version = ensured ?? (await tx.query<FoundVersion>(FIND_VERSION, values))[0];
  if (version === undefined) throw new Error("a version that was just made is gone");
  const isOther = typeof buildUrl === "string" && version.buildUrl !== buildUrl;
  if (isOther) await tx.query(SET_BUILD_URL, [version.id, buildUrl]);
  return version.id;
}

interface FoundVersion {
  readonly id: string;
  readonly buildUrl: string | null;
}

export async function addToBranch(tx: Tx, participantId: string, branch: string, versionId: string): Promise<void> {
  const values = [participantId, branch, versionId];
  if ((await tx.query(JOIN_BRANCH, values)).length > 0) return;
  await tx.query(INSERT_BRANCH, [participantId, branch]);
  await tx.query(JOIN_BRANCH, values);
}

export async function addTags(
  tx: Tx,
  participantId: string,
  tags: readonly string[],
  versionId: string,
): Promise<void> {
  if (tags.length > 0) await tx.query(INSERT_TAGS, [participantId, tags, versionId]);
}
