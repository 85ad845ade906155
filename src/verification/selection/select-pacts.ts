import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { notFound } from "../http/refusals.js";
import {
  PENDING_FOR_ALL,
  PENDING_FOR_BRANCH,
  PENDING_FOR_TAGS,
  selectQuery,
  WORK_IN_PROGRESS_FOR_BRANCH,
  WORK_IN_PROGRESS_FOR_TAGS,
} from "./selection-statements.js";
import type { ConsumerVersionSelector, SelectedPact, SelectionRequest } from "./selection-request.js";

interface Candidate {
  readonly contentId: string;
  readonly sha: string;
  readonly consumer: string;
  readonly versionId: string;
  readonly number: string;
}

interface Draft {
  readonly candidate: Candidate;
  readonly versions: Map<string, string>;
  readonly reasons: Set<string>;
  readonly isWorkInProgress: boolean;
}

const FIND_PROVIDER = `SELECT id FROM il.pact_participant WHERE name = $1`;

/** Selects the pacts a provider is to verify: each content once, with every reason for it. */
export class SelectPacts {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND for an unknown provider */
  async select(request: SelectionRequest): Promise<readonly SelectedPact[]> {
    const [provider] = await this.unitOfWork.read<{ id: string }>(FIND_PROVIDER, [request.provider]);
    if (provider === undefined) throw notFound(`No pacticipant with name '${request.provider}'`);
    const drafts = new Map<string, Draft>();
    const selectors = request.selectors.length === 0 ? [NEWEST_OF_EACH] : request.selectors;
    for (const selector of selectors) {
      const candidates = await this.#candidates(provider.id, selector, request.providerBranch);
      const reason = describe(selector, request.providerBranch);
      for (const candidate of candidates) add(drafts, candidate, reason, false);
    }
    await this.#addWorkInProgress(provider.id, request, drafts);
    return await this.#finish(provider.id, request, [...drafts.values()]);
  }

  /** A consumer without the branch or tag is looked for under the fallback. */
  async #candidates(
    providerId: string,
    selector: ConsumerVersionSelector,
    providerBranch: string | undefined,
  ): Promise<readonly Candidate[]> {
    const { fallbackBranch, fallbackTag, isMatchingBranch } = selector;
    // Without the provider's branch there is nothing to match.
    if (isMatchingBranch && providerBranch === undefined) return [];
    const branch = isMatchingBranch ? providerBranch : selector.branch;
    const found = await this.#read(providerId, { ...selector, branch });
    if (fallbackBranch === undefined && fallbackTag === undefined) return found;
    const covered = new Set(found.map(({ consumer }) => consumer));
    const fallback = { ...selector, branch: fallbackBranch, tag: fallbackTag, isLatest: true };
    const others = await this.#read(providerId, fallback);
    return [...found, ...others.filter(({ consumer }) => !covered.has(consumer))];
  }

  async #read(providerId: string, selector: ConsumerVersionSelector): Promise<readonly Candidate[]> {
    const { statement, values } = selectQuery(providerId, selector);
    return await this.unitOfWork.read<Candidate>(statement, values);
  }

  async #addWorkInProgress(
    providerId: string,
    { workInProgressSince, providerBranch, providerTags }: SelectionRequest,
    drafts: Map<string, Draft>,
  ): Promise<void> {
    const isBranchKnown = providerBranch !== undefined || providerTags.length > 0;
    if (workInProgressSince === undefined || !isBranchKnown) return;
    const statement = providerBranch === undefined ? WORK_IN_PROGRESS_FOR_TAGS : WORK_IN_PROGRESS_FOR_BRANCH;
    const values = [providerId, workInProgressSince, providerBranch ?? providerTags];
    const reason = `it is work in progress: the head of a branch since ${workInProgressSince}, not verified by ${providerBranch ?? "these tags"} yet`;
    for (const candidate of await this.unitOfWork.read<Candidate>(statement, values)) {
      if (!drafts.has(candidate.contentId)) add(drafts, candidate, reason, true);
    }
  }

  async #finish(
    providerId: string,
    { isPendingIncluded, providerBranch, providerTags }: SelectionRequest,
    drafts: readonly Draft[],
  ): Promise<readonly SelectedPact[]> {
    const ids = drafts.map(({ candidate }) => candidate.contentId);
    const isAsked = isPendingIncluded && ids.length > 0;
    const pending = new Set(isAsked ? await this.#pending(ids, providerId, providerBranch, providerTags) : []);
    return drafts.map(({ candidate: { consumer, sha, contentId }, versions, reasons, isWorkInProgress }) => ({
      consumer,
      sha,
      contentId,
      versions: [...versions].map(([id, number]) => ({ id, number })),
      reasons: [...reasons],
      isPending: isWorkInProgress || pending.has(contentId),
      isWorkInProgress,
    }));
  }

  /** @returns those of the contents that the branch, else the tags, else anybody has still to verify */
  async #pending(
    ids: readonly string[],
    providerId: string,
    branch: string | undefined,
    tags: readonly string[],
  ): Promise<readonly string[]> {
    const rows =
      branch !== undefined
        ? await this.unitOfWork.read<{ id: string }>(PENDING_FOR_BRANCH, [ids, providerId, branch])
        : tags.length > 0
          ? await this.unitOfWork.read<{ id: string }>(PENDING_FOR_TAGS, [ids, providerId, tags])
          : await this.unitOfWork.read<{ id: string }>(PENDING_FOR_ALL, [ids]);
    return rows.map(({ id }) => id);
  }
}

const NEWEST_OF_EACH: ConsumerVersionSelector = {
  isMainBranch: false,
  isMatchingBranch: false,
  isLatest: true,
  isDeployed: false,
  isReleased: false,
};

function add(drafts: Map<string, Draft>, candidate: Candidate, reason: string, isWorkInProgress: boolean): void {
  const draft = drafts.get(candidate.contentId) ?? draftOf(candidate, isWorkInProgress);
  drafts.set(candidate.contentId, draft);
  draft.versions.set(candidate.versionId, candidate.number);
  draft.reasons.add(reason);
}

function draftOf(candidate: Candidate, isWorkInProgress: boolean): Draft {
  return { candidate, versions: new Map(), reasons: new Set(), isWorkInProgress };
}

function describe(selector: ConsumerVersionSelector, providerBranch: string | undefined): string {
  const { consumer, branch, tag, environment, isMainBranch, isMatchingBranch, isLatest, isDeployed, isReleased } =
    selector;
  const what = [
    isMainBranch ? "the main branch" : "",
    isMatchingBranch ? `the branch ${providerBranch ?? ""}, as the provider's` : "",
    branch === undefined ? "" : `the branch ${branch}`,
    tag === undefined ? "" : `the tag ${tag}`,
    isDeployed ? "what is deployed" : "",
    isReleased ? "what is released" : "",
    environment === undefined ? "" : `the environment ${environment}`,
  ].filter((part) => part !== "");
  const of = consumer === undefined ? "" : ` of ${consumer}`;
  if (what.length === 0) return isLatest ? `it is the latest pact${of}` : `it is a pact${of}`;
  return `it belongs to ${what.join(" and ")}${of}`;
}
