import type { PostingDocument, PostingKind } from "../../connectors/public.js";
import type { LatencyClass } from "../../platform/messaging/cloud-event.js";
import type { ClassificationRule } from "../../plants/public.js";
import { isMergeable } from "../aggregation/merge-documents.js";
import type { NewPosting } from "../posting.js";
import type { DeliveryPolicy } from "./delivery-policy.js";

/** How fast a posting goes. */
export interface PostingPace {
  readonly latencyClass: LatencyClass;
  /** Present when the posting waits for others of its order to be put together with. */
  readonly windowMs?: number;
}

/** Window of a BATCH rule that names none (domain §4.4). */
const WINDOW_MINUTES_DEFAULT = 15;
const MS_PER_MINUTE = 60_000;

const NAMES: Readonly<Record<Exclude<PostingKind, "CONFIRMATION">, string>> = {
  ORDER_ACKNOWLEDGEMENT: "production-order.acknowledged",
  ISSUE_TO_ORDER: "inventory-movement.issued",
  RECEIPT_FROM_ORDER: "inventory-movement.received",
  BYPRODUCT_RECEIPT: "inventory-movement.received",
  RETURN_TO_STOCK: "inventory-movement.received",
  SCRAP: "inventory-movement.scrapped",
  TRANSFER_LOCATION: "inventory-movement.transferred",
  TRANSFER_PLANT: "inventory-movement.transferred",
  TRANSFER_MATERIAL: "inventory-movement.transferred",
  STATUS_CHANGE: "inventory-movement.transferred",
  COUNT_ADJUSTMENT: "inventory-movement.counted",
};

const RANK = { NONE: 0, WARN: 1, CRITICAL: 2 } as const;

/** Says how fast a posting goes: the first rule of its plant whose every condition is true, else near-real-time. */
export function classifyPosting(posting: Omit<NewPosting, "plantCode">, policy: DeliveryPolicy): PostingPace {
  // What made a component line critical is posted at once, whatever the rules say of its like.
  if (posting.variance === "CRITICAL" && policy.variance?.onCritical?.includes("POST_RT") === true) {
    return { latencyClass: "RT" };
  }
  const rule = policy.classification.find((candidate) => matches(candidate, posting));
  if (rule === undefined) return { latencyClass: "NRT" };
  if (rule.class !== "BATCH" || !isMergeable(posting.document)) return { latencyClass: rule.class };
  return { latencyClass: "BATCH", windowMs: (rule.windowMinutes ?? WINDOW_MINUTES_DEFAULT) * MS_PER_MINUTE };
}

/** False for a plant none of whose postings ever wait for others. */
export function hasWindows({ classification }: DeliveryPolicy): boolean {
  return classification.some((rule) => rule.class === "BATCH" && rule.when.type !== "labor.recorded");
}

function matches({ when }: ClassificationRule, { document, isMilestone, variance }: Omit<NewPosting, "plantCode">) {
  return (
    (when.type === undefined || when.type === typeOf(document)) &&
    (when.milestone === undefined || when.milestone === (isMilestone === true)) &&
    (when.lotTracked === undefined || when.lotTracked === isLotTracked(document)) &&
    (when.variance === undefined || reaches(variance ?? "NONE", when.variance))
  );
}

/** Name of the event that tells what the posting books. */
function typeOf({ kind, isFinal, isReversal }: PostingDocument): string {
  const isReversed = isReversal === true;
  if (kind === "CONFIRMATION") {
    return `operation-confirmation.${isReversed ? "reversed" : isFinal === true ? "completed" : "partial"}`;
  }
  return isReversed ? "inventory-movement.reversed" : NAMES[kind];
}

const isLotTracked = ({ items = [] }: PostingDocument): boolean => items.some((item) => item.lotNumber !== undefined);

/** A rule about NONE is about postings without any variance; one about WARN holds for CRITICAL too. */
const reaches = (level: keyof typeof RANK, wanted: keyof typeof RANK): boolean =>
  wanted === "NONE" ? level === "NONE" : RANK[level] >= RANK[wanted];
