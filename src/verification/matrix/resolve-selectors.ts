import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { invalidRequest } from "../http/refusals.js";
import type { MatrixQuestion, ParticipantSelector } from "./matrix-question.js";

/** The named sides of a question as ids. */
export interface ResolvedSelectors {
  /** Participants that are named. */
  readonly participantIds: readonly string[];
  /** Versions that are meant, each with its participant, in two lists of one length. */
  readonly versionParticipantIds: readonly string[];
  readonly versionIds: readonly string[];
  /** Named participants of which every version is meant. */
  readonly unrestrictedIds: readonly string[];
  readonly ignoredParticipantIds: readonly string[];
  readonly ignoredVersionIds: readonly string[];
  /** What was named and is not there; it can never be deployed. */
  readonly missing: readonly string[];
  readonly environmentId: string | undefined;
}

const FIND_PARTICIPANTS = `SELECT id, name FROM il.pact_participant WHERE name = ANY($1::text[])`;
const FIND_ENVIRONMENT = `SELECT id FROM il.pact_environment WHERE name = $1`;
const BY_NUMBER = `SELECT id FROM il.pact_version WHERE participant_id = $1 AND number = $2`;
/** One statement for all other selectors: what is null does not restrict. */
const BY_PROPERTIES = `
  SELECT v.id FROM il.pact_version v WHERE v.participant_id = $1
    AND ($2::text IS NULL OR EXISTS (SELECT FROM il.pact_branch_version bv JOIN il.pact_branch b ON b.id = bv.branch_id
      WHERE bv.version_id = v.id AND b.name = $2))
    AND ($3::text IS NULL OR EXISTS (SELECT FROM il.pact_version_tag t WHERE t.version_id = v.id AND t.name = $3))
    AND ($4::boolean IS NOT TRUE OR EXISTS (SELECT FROM il.pact_branch_version bv
      JOIN il.pact_branch b ON b.id = bv.branch_id JOIN il.pact_participant p ON p.id = b.participant_id
      WHERE bv.version_id = v.id AND b.name = p.main_branch))
    AND ($5::uuid IS NULL OR EXISTS (SELECT FROM il.pact_environment_version ev
      WHERE ev.version_id = v.id AND ev.environment_id = $5 AND ev.ended_at IS NULL))
  ORDER BY v.id DESC LIMIT $6`;

type Reader = Pick<UnitOfWork, "read">;

/** @throws InterlockError PACT_REQUEST_INVALID for an environment that is not there */
export async function resolveSelectors(reader: Reader, question: MatrixQuestion): Promise<ResolvedSelectors> {
  const { selectors, ignored, target } = question;
  const names = [...selectors, ...ignored].map(({ participant }) => participant);
  const rows = await reader.read<{ id: string; name: string }>(FIND_PARTICIPANTS, [names]);
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  const found = { participantIds: [] as string[], versionParticipantIds: [] as string[], versionIds: [] as string[] };
  const unrestrictedIds: string[] = [];
  const missing: string[] = [];
  for (const selector of selectors) {
    const participantId = ids.get(selector.participant);
    const versions = participantId === undefined ? [] : await versionsOf(reader, participantId, selector);
    if (participantId !== undefined) found.participantIds.push(participantId);
    if (versions === undefined) unrestrictedIds.push(participantId ?? "");
    else if (versions.length === 0) missing.push(describeSelector(selector));
    for (const id of versions ?? []) {
      found.versionParticipantIds.push(participantId ?? "");
      found.versionIds.push(id);
    }
  }
  const environmentId = target?.kind === "environment" ? await environmentIdOf(reader, target.name) : undefined;
  return { ...found, unrestrictedIds, missing, environmentId, ...(await resolveIgnored(reader, ids, ignored)) };
}

/** Undefined when the selector restricts nothing. */
async function versionsOf(
  reader: Reader,
  participantId: string,
  selector: ParticipantSelector,
): Promise<readonly string[] | undefined> {
  const { number, branch, tag, isMainBranch = false, environment, isLatest = false } = selector;
  if (number !== undefined) return idsOf(await reader.read<{ id: string }>(BY_NUMBER, [participantId, number]));
  const isRestricted =
    branch !== undefined || tag !== undefined || isMainBranch || environment !== undefined || isLatest;
  if (!isRestricted) return undefined;
  const environmentId = environment === undefined ? null : await environmentIdOf(reader, environment);
  const limit = isLatest ? 1 : null;
  const values = [participantId, branch ?? null, tag ?? null, isMainBranch, environmentId, limit];
  return idsOf(await reader.read<{ id: string }>(BY_PROPERTIES, values));
}

async function resolveIgnored(
  reader: Reader,
  ids: ReadonlyMap<string, string>,
  ignored: MatrixQuestion["ignored"],
): Promise<Pick<ResolvedSelectors, "ignoredParticipantIds" | "ignoredVersionIds">> {
  const ignoredParticipantIds: string[] = [];
  const ignoredVersionIds: string[] = [];
  for (const { participant, number } of ignored) {
    const id = ids.get(participant);
    // Nothing can be left out of what is not there.
    if (id === undefined) continue;
    if (number === undefined) ignoredParticipantIds.push(id);
    else ignoredVersionIds.push(...idsOf(await reader.read<{ id: string }>(BY_NUMBER, [id, number])));
  }
  return { ignoredParticipantIds, ignoredVersionIds };
}

async function environmentIdOf(reader: Reader, name: string): Promise<string> {
  const [environment] = await reader.read<{ id: string }>(FIND_ENVIRONMENT, [name]);
  if (environment !== undefined) return environment.id;
  throw invalidRequest(`Environment with name '${name}' does not exist; create-environment makes it.`);
}

const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);

/** As people say it: `version 1.2 of mes`. */
export function describeSelector(selector: ParticipantSelector): string {
  const { participant, number, branch, tag, isMainBranch, environment, isLatest } = selector;
  if (number !== undefined) return `version ${number} of ${participant}`;
  const from = [
    branch === undefined ? "" : ` from branch ${branch}`,
    tag === undefined ? "" : ` with tag ${tag}`,
    isMainBranch === true ? " from the main branch" : "",
    environment === undefined ? "" : ` in environment ${environment}`,
  ].join("");
  return `${isLatest === true ? "the latest version" : "a version"} of ${participant}${from}`;
}
