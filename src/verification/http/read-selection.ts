import type { ConsumerVersionSelector, SelectionRequest } from "../selection/selection-request.js";
import { BrokerBody } from "./body-reader.js";
import { parseRackQuery } from "./rack-query.js";

/** Reads the body of `POST …/for-verification`. @throws InterlockError PACT_REQUEST_INVALID naming every fault */
export function readSelection(provider: string, body: unknown): SelectionRequest {
  const reader = new BrokerBody(body);
  const parts = reader.objects("consumerVersionSelectors");
  const selectors = parts.map((part) => readSelector(part, reader));
  const providerBranch = reader.optionalText("providerVersionBranch");
  const providerTags = reader.texts("providerVersionTags");
  const isPendingIncluded = reader.optionalFlag("includePendingStatus", false);
  const workInProgressSince = reader.optionalText("includeWipPactsSince");
  if (workInProgressSince !== undefined && Number.isNaN(Date.parse(workInProgressSince))) {
    reader.fault("includeWipPactsSince", "must be a date, such as 2026-01-31");
  }
  reader.finish();
  return { provider, selectors, providerBranch, providerTags, isPendingIncluded, workInProgressSince };
}

/** Reads the query of `GET …/for-verification`. @throws InterlockError PACT_REQUEST_INVALID */
export function readSelectionQuery(provider: string, url: string): SelectionRequest {
  const { values, lists, groups } = parseRackQuery(url);
  const flags = ["mainBranch", "matchingBranch", "latest", "deployed", "released", "deployedOrReleased"];
  const typed = (name: string, value: string): unknown => (flags.includes(name) ? value === "true" : value);
  const selectors = (groups["consumer_version_selectors"] ?? []).map((group) =>
    Object.fromEntries(Object.entries(group).map(([name, value]) => [name, typed(name, value)])),
  );
  return readSelection(provider, {
    consumerVersionSelectors: selectors,
    providerVersionBranch: values["provider_version_branch"],
    providerVersionTags: lists["provider_version_tags"] ?? [],
    includePendingStatus: values["include_pending_status"] === "true",
    includeWipPactsSince: values["include_wip_pacts_since"],
  });
}

function readSelector(part: BrokerBody, whole: BrokerBody): ConsumerVersionSelector {
  const flag = (name: string): boolean => part.optionalFlag(name, false);
  const isEither = flag("deployedOrReleased");
  const selector = {
    consumer: part.optionalText("consumer"),
    branch: part.optionalText("branch"),
    fallbackBranch: part.optionalText("fallbackBranch"),
    tag: part.optionalText("tag"),
    fallbackTag: part.optionalText("fallbackTag"),
    environment: part.optionalText("environment"),
    isMainBranch: flag("mainBranch"),
    isMatchingBranch: flag("matchingBranch"),
    isLatest: flag("latest"),
    isDeployed: flag("deployed") || isEither,
    isReleased: flag("released") || isEither,
  };
  const { branch, tag, fallbackBranch, fallbackTag, isMainBranch, isMatchingBranch } = selector;
  if ([branch !== undefined, isMainBranch, isMatchingBranch].filter(Boolean).length > 1) {
    part.fault("branch", "cannot be combined with mainBranch or matchingBranch, nor these with one another");
  }
  if (fallbackBranch !== undefined && branch === undefined) part.fault("fallbackBranch", "needs a branch");
  if (fallbackTag !== undefined && tag === undefined) part.fault("fallbackTag", "needs a tag");
  whole.adopt("consumerVersionSelectors", part);
  return selector;
}
