/** Which presences count; without a member all of them do. */
export interface PresenceFilter {
  readonly environmentId?: string;
  /** Plants of the environment that count, with what runs there without a plant; null is all of them. */
  readonly plants?: string;
  /** DEPLOYED, RELEASED. */
  readonly kinds?: string;
}

/** What versions of a participant are restricted to; each member is SQL, such as a parameter. */
export interface VersionFilter {
  /** Its number; there is one version with it at most, so other members are left aside. */
  readonly number?: string;
  /** The version is in an environment now. */
  readonly presence?: PresenceFilter;
  readonly tag?: string;
  /** Name of a branch; `main` for whatever is the main one. */
  readonly branch?: string | { readonly isMain: true };
}

/**
 * Versions of a participant as the column `version_id`, from the greatest on. They are found by the key of the narrowest
 * part of the filter, so the cost follows what is found and not what the participant ever had.
 * @param participant SQL of its id
 * @param isLatest only the first one
 */
export function versionsStatement(filter: VersionFilter, participant: string, isLatest: boolean): string {
  const { number, presence, tag, branch } = filter;
  const end = `ORDER BY version_id DESC ${isLatest ? "LIMIT 1" : ""}`;
  if (number !== undefined) {
    return `SELECT v.id AS version_id FROM il.pact_version v WHERE v.participant_id = ${participant} AND v.number = ${number}`;
  }
  if (presence !== undefined) {
    return `SELECT DISTINCT e.version_id FROM il.pact_environment_version e
      WHERE e.participant_id = ${participant} AND e.ended_at IS NULL ${counts(presence)}
        ${hasTag(tag, participant, "e.version_id")} ${isOnBranch(branch, participant, "e.version_id")} ${end}`;
  }
  if (tag !== undefined) {
    return `SELECT g.version_id FROM il.pact_version_tag g WHERE g.participant_id = ${participant} AND g.name = ${tag}
        ${isOnBranch(branch, participant, "g.version_id")} ${end}`;
  }
  if (branch !== undefined) {
    return `SELECT bv.version_id FROM il.pact_branch_version bv WHERE bv.branch_id = ${branchId(branch, participant)} ${end}`;
  }
  return `SELECT v.id AS version_id FROM il.pact_version v WHERE v.participant_id = ${participant} ${end}`;
}

function counts({ environmentId, plants, kinds }: PresenceFilter): string {
  return [
    environmentId === undefined ? "" : `AND e.environment_id = ${environmentId}`,
    kinds === undefined ? "" : `AND e.kind = ANY(${kinds})`,
    plants === undefined ? "" : `AND (${plants} IS NULL OR e.instance = '' OR e.instance = ANY(${plants}))`,
  ].join(" ");
}

function hasTag(tag: string | undefined, participant: string, version: string): string {
  if (tag === undefined) return "";
  return `AND EXISTS (SELECT FROM il.pact_version_tag g
    WHERE g.participant_id = ${participant} AND g.name = ${tag} AND g.version_id = ${version})`;
}

function isOnBranch(branch: VersionFilter["branch"], participant: string, version: string): string {
  if (branch === undefined) return "";
  return `AND EXISTS (SELECT FROM il.pact_branch_version bv
    WHERE bv.branch_id = ${branchId(branch, participant)} AND bv.version_id = ${version})`;
}

/** A scalar subquery instead of a join: then the index of the branch's versions gives their order as well. */
function branchId(branch: NonNullable<VersionFilter["branch"]>, participant: string): string {
  const name =
    typeof branch === "string"
      ? branch
      : `(SELECT o.main_branch FROM il.pact_participant o WHERE o.id = ${participant})`;
  return `(SELECT b.id FROM il.pact_branch b WHERE b.participant_id = ${participant} AND b.name = ${name})`;
}
