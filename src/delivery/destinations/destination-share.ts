import type { DestinationLimits, DestinationRecord, DestinationShare } from "./destination-record.js";

/** A worker that has not asked for so long uses nothing any more; its permits go to the others. */
export const SHARE_MS = 3_000;

/** Where permits cannot be divided evenly, the remainder goes round, so that everybody gets through. */
const TURN_OF_REMAINDER_MS = 2_000;

/** After a recovery the full load is reached in this time. */
export const RAMP_MS = 20_000;
const RAMP_START = 0.1;

/** Tokens that may be saved up: what the destination takes in one second. */
const BURST_SECONDS = 1;
/** A worker gets tokens for about so long at once. */
const GRANT_SECONDS = 0.5;

/** What a worker tells when it asks for its share. */
export interface ShareRequest extends DestinationLimits {
  readonly worker: string;
  /** Postings of this worker that are under way; they cannot be taken back. */
  readonly inUse: number;
  readonly unspentTokens: number;
}

/** What a worker may do until it asks again. */
export interface ShareGrant {
  readonly permits: number;
  /** Postings it may begin; undefined when nobody limits them. */
  readonly tokens: number | undefined;
  /** True when others ask too or the share will soon change: the worker should ask again soon. */
  readonly isContended: boolean;
}

/** 0.1 right after a recovery, 1 when it is over. */
export function rampFactor({ recoveredAtMs }: DestinationRecord, nowMs: number): number {
  if (recoveredAtMs === undefined) return 1;
  const share = Math.max(0, nowMs - recoveredAtMs) / RAMP_MS;
  return Math.min(1, RAMP_START + (1 - RAMP_START) * share);
}

/** The shares that are in force. */
export function liveShares(record: DestinationRecord, nowMs: number): Readonly<Record<string, DestinationShare>> {
  return Object.fromEntries(Object.entries(record.shares).filter(([, share]) => share.untilMs > nowMs));
}

/** The plants of one destination may differ in what they expect of it; the most careful of them is right. */
export function strictest(limits: readonly DestinationLimits[]): DestinationLimits {
  const rates = limits.flatMap(({ maxPerSecond }) => maxPerSecond ?? []);
  return {
    maxParallel: Math.min(...limits.map(({ maxParallel }) => maxParallel)),
    maxPerSecond: rates.length === 0 ? undefined : Math.min(...rates),
  };
}

/**
 * Gives a worker its share of a destination. No more permits are in force than the destination allows: what others still
 * hold is not given away, and everybody shrinks to an even part when he asks the next time. Tokens fall into one bucket.
 */
export function takeShare(
  record: DestinationRecord,
  request: ShareRequest,
  nowMs: number,
): { record: DestinationRecord; grant: ShareGrant } {
  const { worker, inUse, maxParallel, maxPerSecond } = request;
  const { [worker]: mine, ...others } = liveShares(record, nowMs);
  const limits = strictest([request, ...Object.values(others)]);
  const factor = rampFactor(record, nowMs);
  const workers = [...Object.keys(others), worker].toSorted();
  const allowed = permitsOf(record, worker, Math.max(1, Math.ceil(limits.maxParallel * factor)), nowMs, workers);
  const heldByOthers = Object.values(others).reduce((sum, { permits }) => sum + permits, 0);
  const permits = Math.max(0, Math.min(allowed.fair, allowed.all - heldByOthers));
  const bucket = fillBucket(record, request.unspentTokens, limits.maxPerSecond, factor, nowMs);
  const portion = permits === 0 ? 0 : portionOf(bucket, (limits.maxPerSecond ?? 0) * factor, workers.length);
  const tokens = limits.maxPerSecond === undefined ? undefined : portion;
  const share = { permits: Math.max(permits, inUse), untilMs: nowMs + SHARE_MS, maxParallel, maxPerSecond };
  const shares = { ...others, [worker]: share };
  const isContended = workers.length > 1 || limits.maxPerSecond !== undefined || factor < 1;
  return {
    record: { ...record, shares, tokens: bucket - (tokens ?? 0), tokensAtMs: nowMs },
    grant: { permits, tokens, isContended: isContended || mine === undefined || record.breaker !== "CLOSED" },
  };
}

/** Permits of all workers, and the even part of one. */
function permitsOf(
  { breaker, prober }: DestinationRecord,
  worker: string,
  max: number,
  nowMs: number,
  workers: readonly string[],
): { all: number; fair: number } {
  if (breaker === "HALF_OPEN" && prober === worker) return { all: Number.POSITIVE_INFINITY, fair: 1 };
  if (breaker !== "CLOSED") return { all: 0, fair: 0 };
  const turn = (workers.indexOf(worker) + Math.floor(nowMs / TURN_OF_REMAINDER_MS)) % workers.length;
  const even = Math.floor(max / workers.length);
  return { all: max, fair: even + (turn < max % workers.length ? 1 : 0) };
}

function fillBucket(
  { tokens, tokensAtMs }: DestinationRecord,
  unspent: number,
  maxPerSecond: number | undefined,
  factor: number,
  nowMs: number,
): number {
  if (maxPerSecond === undefined) return 0;
  const perSecond = maxPerSecond * factor;
  const size = Math.max(1, perSecond * BURST_SECONDS);
  const filled = tokensAtMs === Number.NEGATIVE_INFINITY ? size : ((nowMs - tokensAtMs) / 1_000) * perSecond;
  return Math.min(size, tokens + unspent + Math.max(0, filled));
}

/** Whole tokens for the next moment; at least one when there is one, so that a slow rate is reached too. */
function portionOf(bucket: number, perSecond: number, workers: number): number {
  const wanted = Math.max(1, Math.ceil((perSecond * GRANT_SECONDS) / workers));
  return Math.min(wanted, Math.floor(bucket));
}
