import type { MatrixQuestion, MatrixTarget, ParticipantSelector } from "../matrix/matrix-question.js";
import type { QueryGroup, RackQuery } from "./rack-query.js";
import { invalidRequest } from "./refusals.js";

const SHOWN_DEFAULT = 100;
const SHOWN_MAX = 100_000;
const SELECTORS_MAX = 100;

/** Reads the query of `/matrix`. @throws InterlockError PACT_REQUEST_INVALID */
export function readMatrixQuery({ values, lists, groups }: RackQuery): MatrixQuestion {
  const selectors = (groups["q"] ?? []).map(readSelector);
  if (selectors.length === 0) throw invalidRequest("Please provide at least one q[][pacticipant].");
  if (selectors.length > SELECTORS_MAX) throw invalidRequest(`At most ${SELECTORS_MAX} pacticipants can be named.`);
  const latestBy = values["latestby"] ?? "";
  if (!["", "cvp", "cvpv"].includes(latestBy)) throw invalidRequest("latestby must be cvp or cvpv.");
  const ignored = (groups["ignore"] ?? []).map(({ pacticipant, version }) => ({
    participant: pacticipant ?? "",
    number: version,
  }));
  const shownResults = lists["success"]?.map(readResult);
  return {
    selectors,
    ignored,
    target: readTarget(values),
    isLatestProviderOnly: latestBy === "cvp",
    shownMax: readLimit(values["limit"]),
    shownResults,
  };
}

/** Reads the query of `/can-i-deploy`. @throws InterlockError PACT_REQUEST_INVALID */
export function readDeployQuery({ values, groups }: RackQuery): MatrixQuestion {
  const { pacticipant: participant = "", version, environment, to } = values;
  if (participant === "") throw invalidRequest("Please provide the pacticipant.");
  if (version === undefined) throw invalidRequest("Please provide the version.");
  if ((environment === undefined) === (to === undefined)) {
    throw invalidRequest("Please provide either the environment or, as to, a tag.");
  }
  const target: MatrixTarget =
    environment === undefined
      ? { kind: "tag", name: to ?? "", isLatest: true }
      : { kind: "environment", name: environment };
  const ignored = (groups["ignore"] ?? []).map((each) => ({
    participant: each["pacticipant"] ?? "",
    number: each["version"],
  }));
  const selectors = [{ participant, number: version }];
  return { selectors, ignored, target, isLatestProviderOnly: false, shownMax: readLimit(values["limit"]) };
}

function readSelector(group: QueryGroup): ParticipantSelector {
  const { pacticipant: participant, version: number, latest, tag, branch, mainBranch, environment } = group;
  if (participant === undefined || participant === "") throw invalidRequest("Please specify the pacticipant name.");
  if (number !== undefined && (tag !== undefined || branch !== undefined || latest === "true")) {
    throw invalidRequest("A version number and latest, tag or branch cannot both be given for one pacticipant.");
  }
  return {
    participant,
    number,
    tag,
    branch,
    environment,
    isMainBranch: mainBranch === "true",
    isLatest: latest === "true",
  };
}

function readTarget({ environment, tag, mainBranch, latest }: QueryGroup): MatrixTarget | undefined {
  const isLatest = latest === "true";
  if (environment !== undefined) return { kind: "environment", name: environment };
  if (tag !== undefined) return { kind: "tag", name: tag, isLatest };
  if (mainBranch === "true") return { kind: "main-branch", isLatest };
  return isLatest ? { kind: "latest" } : undefined;
}

function readResult(text: string): boolean | null {
  if (text === "true" || text === "false") return text === "true";
  if (text === "" || text === "null") return null;
  throw invalidRequest("success[] must be true, false or null.");
}

function readLimit(text: string | undefined): number {
  if (text === undefined || text === "") return SHOWN_DEFAULT;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return Math.min(limit, SHOWN_MAX);
  throw invalidRequest("limit must be a whole number from 1; it bounds the rows shown, never the verdict.");
}
