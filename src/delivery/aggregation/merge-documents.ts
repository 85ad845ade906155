import type { AmountText, MovementItem, PostingDocument, PostingKind } from "../../connectors/public.js";
import { QUANTITY_SCALE, amountOf } from "../../kernel/quantity.js";
import { add, formatExact } from "../../kernel/rational.js";

/** In this order the documents of a window go to the ERP: what was consumed, what was done with it, what came of it. */
const RANKS: Readonly<Partial<Record<PostingKind, number>>> = {
  ISSUE_TO_ORDER: 0,
  CONFIRMATION: 1,
  SCRAP: 2,
  BYPRODUCT_RECEIPT: 3,
  RECEIPT_FROM_ORDER: 4,
};

/**
 * True for documents whose amounts may be added: not the end of an operation, which others wait for, nothing that is
 * taken back by its own key, and nothing with serial numbers, which stay apart.
 */
export function isMergeable({ kind, isFinal, isReversal, hasNoOrder, items = [] }: PostingDocument): boolean {
  if (RANKS[kind] === undefined || isFinal === true || isReversal === true || hasNoOrder === true) return false;
  return items.every((item) => item.serials === undefined);
}

/** Documents with the same key are one document in the ERP: kind, operation, day, reason and units. */
export function mergeKey(document: PostingDocument): string {
  const { kind, operationNumber, postingDate, reasonCode, scrapReasonCode, scrap, rework, orderAmount } = document;
  const units = [document.yield, scrap, rework, orderAmount].map((amount) => amount?.unit ?? null);
  return JSON.stringify([
    postingDate,
    kind,
    operationNumber ?? null,
    reasonCode ?? null,
    scrapReasonCode ?? null,
    units,
  ]);
}

/** Days first, then kinds; documents of one day and kind keep the order in which they came. */
export function compareDocuments(a: PostingDocument, b: PostingDocument): number {
  if (a.postingDate !== b.postingDate) return a.postingDate < b.postingDate ? -1 : 1;
  return (RANKS[a.kind] ?? 0) - (RANKS[b.kind] ?? 0);
}

/**
 * One document with the exact sums of documents of one merge key. Items are added where everything but their quantity
 * agrees: component line, material, lot, places. It happened when the last of them happened.
 */
export function mergeDocuments(documents: readonly PostingDocument[]): PostingDocument {
  const [first] = documents;
  const last = documents.at(-1);
  if (first === undefined || last === undefined) throw new Error("there is no document to merge");
  const members = (["yield", "scrap", "rework", "orderAmount"] as const).flatMap((name) => {
    const amounts = documents.flatMap((document) => document[name] ?? []);
    return amounts.length === 0 ? [] : [[name, sum(amounts)] as const];
  });
  const items = mergeItems(documents.flatMap((document) => document.items ?? []));
  return {
    ...first,
    occurredAt: last.occurredAt,
    ...Object.fromEntries(members),
    ...(items.length === 0 ? {} : { items }),
  };
}

function mergeItems(items: readonly MovementItem[]): MovementItem[] {
  const byKey = new Map<string, MovementItem[]>();
  for (const item of items) byKey.set(itemKey(item), [...(byKey.get(itemKey(item)) ?? []), item]);
  return [...byKey.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, quantity: sum([first, ...others].map((item) => item.quantity)) }],
  );
}

/** Members that are absent and members that are undefined are the same; so are items that name them in another order. */
function itemKey({ quantity, ...rest }: MovementItem): string {
  return JSON.stringify([quantity.unit, Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Amounts of one unit, added without rounding. */
function sum(amounts: readonly AmountText[]): AmountText {
  const [first, ...others] = amounts;
  if (first === undefined) throw new Error("there is no amount to add");
  const total = others.reduce((soFar, amount) => add(soFar, amountOf(amount)), amountOf(first));
  const value = formatExact(total, QUANTITY_SCALE);
  if (value === undefined) throw new Error(`amounts of ${first.unit} have more than ${QUANTITY_SCALE} decimals`);
  return { value, unit: first.unit };
}
