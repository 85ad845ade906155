import type { Tx } from "../../platform/persistence/unit-of-work.js";

/** Ordered, so that two publishers that make the same participants wait for one another in the same order. */
const INSERT_PARTICIPANTS = `
  INSERT INTO il.pact_participant (name) SELECT name FROM unnest($1::text[]) AS n(name) ORDER BY name
  ON CONFLICT (name) DO NOTHING`;
const FIND_PARTICIPANTS = `SELECT id, name FROM il.pact_participant WHERE name = ANY($1::text[])`;
const INSERT_VERSION = `
  INSERT INTO il.pact_version (participant_id, number, build_url) VALUES ($1, $2, $3)
  ON CONFLICT (participant_id, number) DO NOTHING`;
const FIND_VERSION = `SELECT id FROM il.pact_version WHERE participant_id = $1 AND number = $2`;
const SET_BUILD_URL = `
  UPDATE il.pact_version SET build_url = $2 WHERE id = $1 AND build_url IS DISTINCT FROM $2`;
const INSERT_BRANCH = `
  INSERT INTO il.pact_branch (participant_id, name) VALUES ($1, $2) ON CONFLICT (participant_id, name) DO NOTHING`;
const INSERT_BRANCH_VERSION = `
  INSERT INTO il.pact_branch_version (branch_id, version_id)
  SELECT id, $3 FROM il.pact_branch WHERE participant_id = $1 AND name = $2 ON CONFLICT DO NOTHING`;
/** Contents that the version has verified already are no longer pending for the branch it joins now. */
const INSERT_FIRST_SUCCESSES = `
  INSERT INTO il.pact_first_success (content_id, branch_id)
  SELECT v.content_id, b.id FROM il.pact_branch b JOIN il.pact_verdict v ON v.provider_version_id = $3 AND v.success
  WHERE b.participant_id = $1 AND b.name = $2 ORDER BY v.content_id ON CONFLICT DO NOTHING`;
/** The first branch of a usual name is taken for the main one, until somebody says otherwise. */
const GUESS_MAIN_BRANCH = `
  UPDATE il.pact_participant SET main_branch = $2, updated_at = now()
  WHERE id = $1 AND main_branch IS NULL AND $2 IN ('main', 'master', 'develop')`;
const INSERT_TAGS = `
  INSERT INTO il.pact_version_tag (participant_id, name, version_id)
  SELECT $1, name, $3 FROM unnest($2::text[]) AS t(name) ORDER BY name ON CONFLICT DO NOTHING`;

/** @returns ids by name; participants that are not there are made */
export async function ensureParticipants(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Set(names)];
  await tx.query(INSERT_PARTICIPANTS, [unique]);
  const rows = await tx.query<{ id: string; name: string }>(FIND_PARTICIPANTS, [unique]);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** @returns the version's id; a build URL that is given replaces the one before */
export async function ensureVersion(
  tx: Tx,
  participantId: string,
  number: string,
  buildUrl?: string | null,
): Promise<string> {
  await tx.query(INSERT_VERSION, [participantId, number, buildUrl ?? null]);
  const [row] = await tx.query<{ id: string }>(FIND_VERSION, [participantId, number]);
  if (row === undefined) throw new Error("a version that was just made is gone");
  if (typeof buildUrl === "string") await tx.query(SET_BUILD_URL, [row.id, buildUrl]);
  return row.id;
}

export async function addToBranch(tx: Tx, participantId: string, branch: string, versionId: string): Promise<void> {
  await tx.query(INSERT_BRANCH, [participantId, branch]);
  await tx.query(INSERT_BRANCH_VERSION, [participantId, branch, versionId]);
  await tx.query(INSERT_FIRST_SUCCESSES, [participantId, branch, versionId]);
  await tx.query(GUESS_MAIN_BRANCH, [participantId, branch]);
}

export async function addTags(
  tx: Tx,
  participantId: string,
  tags: readonly string[],
  versionId: string,
): Promise<void> {
  if (tags.length > 0) await tx.query(INSERT_TAGS, [participantId, tags, versionId]);
}
