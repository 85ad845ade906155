import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { findPlace, type Place } from "./find-place.js";
import type { MatrixQuestion, ParticipantSelector } from "./matrix-question.js";
import { type PresenceFilter, type VersionFilter, versionsStatement } from "../participants/versions-statement.js";

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
  /** A named participant has a policy of its own, so more than the pacts may judge it. */
  readonly hasPolicy: boolean;
  readonly environmentId: string | undefined;
  /** Plants of the environment that count; undefined for all of them. */
  readonly plants: readonly string[] | undefined;
}

/**
 * $1 names of participants, $2 numbers of their versions or null, $3 an environment or null. One row for each name; what is
 * not there is null.
 */
const FIND = `
  SELECT p.id AS "participantId", v.id AS "versionId", p.required_checks IS NOT NULL AS "hasPolicy",
    (SELECT e.id FROM il.pact_environment e WHERE e.name = $3::text) AS "environmentId"
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS s(name, number, position)
  LEFT JOIN il.pact_participant p ON p.name = s.name
  LEFT JOIN il.pact_version v ON v.participant_id = p.id AND v.number = s.number
  ORDER BY s.position`;

interface FoundName {
  readonly participantId: string | null;
  readonly versionId: string | null;
  readonly hasPolicy: boolean;
  readonly environmentId: string | null;
}

type Reader = Pick<UnitOfWork, "read">;

/** @throws InterlockError PACT_REQUEST_INVALID for an environment that is not there */
export async function resolveSelectors(reader: Reader, question: MatrixQuestion): Promise<ResolvedSelectors> {
  const { selectors, ignored, target } = question;
  const named = [...selectors, ...ignored];
  const environment = target?.kind === "environment" ? target.name : null;
  const rows = await reader.read<FoundName>(FIND, [
    named.map(({ participant }) => participant),
    named.map(({ number }) => number ?? null),
    environment,
  ]);
  const known = rows[0]?.environmentId ?? undefined;
  const isFound = environment === null || known !== undefined;
  const { environmentId, plants } = isFound
    ? { environmentId: known, plants: undefined }
    : await findPlace(reader, environment);
  const found = { participantIds: [] as string[], versionParticipantIds: [] as string[], versionIds: [] as string[] };
  const unrestrictedIds: string[] = [];
  const missing: string[] = [];
  for (const [index, selector] of selectors.entries()) {
    const participantId = rows[index]?.participantId ?? undefined;
    const versionId = rows[index]?.versionId ?? undefined;
    const versions = participantId === undefined ? [] : await versionsOf(reader, participantId, versionId, selector);
    if (participantId !== undefined) found.participantIds.push(participantId);
    if (versions === undefined) unrestrictedIds.push(participantId ?? "");
    else if (versions.length === 0) missing.push(describeSelector(selector));
    for (const id of versions ?? []) {
      found.versionParticipantIds.push(participantId ?? "");
      found.versionIds.push(id);
    }
  }
  const hasPolicy = rows.slice(0, selectors.length).some((row) => row.hasPolicy);
  const ignoredIds = resolveIgnored(ignored, rows.slice(selectors.length));
  return { ...found, unrestrictedIds, missing, hasPolicy, environmentId, plants, ...ignoredIds };
}

/** Undefined when the selector restricts nothing. */
async function versionsOf(
  reader: Reader,
  participantId: string,
  versionId: string | undefined,
  selector: ParticipantSelector,
): Promise<readonly string[] | undefined> {
  const { number, branch, tag, isMainBranch = false, environment, isLatest = false } = selector;
  if (number !== undefined) return versionId === undefined ? [] : [versionId];
  const isRestricted =
    branch !== undefined || tag !== undefined || isMainBranch || environment !== undefined || isLatest;
  if (!isRestricted) return undefined;
  const values: unknown[] = [participantId];
  const parameter = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const place = environment === undefined ? undefined : await findPlace(reader, environment);
  const filter: VersionFilter = {
    ...(place === undefined ? {} : { presence: presenceIn(place, parameter) }),
    ...(tag === undefined ? {} : { tag: parameter(tag, "text") }),
    ...(branch === undefined ? {} : { branch: parameter(branch, "text") }),
    ...(isMainBranch ? { branch: { isMain: true } } : {}),
  };
  const statement = versionsStatement(filter, "$1::bigint", isLatest);
  return (await reader.read<{ version_id: string }>(statement, values)).map(({ version_id: id }) => id);
}

function presenceIn(
  { environmentId, plants }: Place,
  parameter: (value: unknown, type: string) => string,
): PresenceFilter {
  const ofPlants = plants === undefined ? {} : { plants: parameter(plants, "text[]") };
  return { environmentId: parameter(environmentId, "uuid"), ...ofPlants };
}

/** Nothing can be left out of what is not there. */
function resolveIgnored(
  ignored: MatrixQuestion["ignored"],
  found: readonly FoundName[],
): Pick<ResolvedSelectors, "ignoredParticipantIds" | "ignoredVersionIds"> {
  const ids = (list: readonly (string | null | undefined)[]): readonly string[] =>
    list.filter((id) => typeof id === "string");
  return {
    ignoredParticipantIds: ids(
      found.map(({ participantId }, index) => (ignored[index]?.number === undefined ? participantId : null)),
    ),
    ignoredVersionIds: ids(found.map(({ versionId }) => versionId)),
  };
}

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
