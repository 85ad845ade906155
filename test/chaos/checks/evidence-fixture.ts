import type { ErpDocument } from "../../../src/simulators/erp/erp-document.js";
import { CONFIRMATIONS_PER_ORDER, DOCUMENTS_PER_ORDER, makeChaosOrders } from "../chaos-order.js";
import type { AuditEvidence, Evidence, PostingEvidence } from "../evidence.js";
import { keyInErp } from "./documents-are-single.js";

const [order] = makeChaosOrders(1, 1, new Date(0));
if (order === undefined) throw new Error("no order was made");

export const ORDER_NUMBER = order.orderNumber;

/** Kinds of the postings of one order, in the order in which they are written. */
const KINDS = Object.entries(DOCUMENTS_PER_ORDER).flatMap(([kind, count]) => Array.from({ length: count }, () => kind));

const STREAM = ["E1", "E2", "E3"].map((id, index) => ({ id, key: `P100/${index % 2}`, subject: "v2" }));

/** What a faultless run of one order leaves behind. */
export function soundEvidence(): Evidence {
  const postings = KINDS.map((kind, index) => posting(kind, index + 1));
  const confirmations = Array.from({ length: CONFIRMATIONS_PER_ORDER }, (_, index) => ({
    id: `R${index + 1}`,
    orderNumber: ORDER_NUMBER,
    sequence: index + 1,
    state: "APPLIED",
    reason: null,
  }));
  return {
    releases: { accepted: [order as NonNullable<typeof order>], refused: [] },
    kills: [kill],
    killsWanted: 1,
    faults: [{ name: "ERP cut", startedAt: new Date(0), endedAt: new Date(1) }],
    faultsWanted: 1,
    deaths: [],
    standing: STANDING,
    orders: [storedOrder],
    components: Object.entries(issued).map(([materialNumber, issuedGrams]) => ({
      orderNumber: ORDER_NUMBER,
      materialNumber,
      issuedGrams,
    })),
    confirmations,
    postings,
    operations: [{ name: "SUCCEEDED", count: 10 }],
    workflows: [{ name: "order-release@1 SUCCESS", count: 1 }],
    audit: [
      ...orderAudit(),
      ...confirmations.map(({ id }) => move(id, { state: "RECEIVED" }, { state: "APPLIED" })),
      ...postings.flatMap(postingAudit),
    ],
    events: EVENTS,
    eventsWithoutOwnPosition: 0,
    published: STREAM,
    streamed: STREAM.flatMap((event) => [event, { ...event, subject: "v1" }]),
    attempts: [
      { name: "SEND APPLIED", count: postings.length },
      { name: "SEND RETRYABLE", count: 3 },
    ],
    documents: postings.map(document),
    erp: { duplicates: 0, inversions: 0, invertedOrders: [], duplicateKeys: [], faultsStruck: [1] },
  };
}

const { yieldGrams, scrapGrams, issuedGrams: issued } = order;

const storedOrder = {
  id: "O1",
  orderNumber: ORDER_NUMBER,
  state: "COMPLETED",
  syncState: "ACKNOWLEDGED",
  yieldGrams,
  scrapGrams,
  receivedGrams: yieldGrams,
};

const kill = {
  number: 1,
  worker: 1,
  pid: 4711,
  at: new Date(0),
  progressPct: 50,
  workflowsHeld: 3,
  postingsHeld: 1,
  ordersOpen: 1,
  wasAnotherUp: true,
  takenOverAfterMs: 2_000,
};

const STANDING = {
  orders: 1,
  ordersTerminal: 1,
  postingsOpen: 0,
  postingsPosted: KINDS.length,
  confirmationsApplied: CONFIRMATIONS_PER_ORDER,
  commandsOpen: 0,
  eventsUnpublished: 0,
  operationsRunning: 0,
  workflowsOpen: 0,
  lastAuditId: 100,
};

const EVENTS = [
  { name: "production-order.released", count: 1 },
  { name: "production-order.validated", count: 1 },
  { name: "production-order.acknowledged", count: 1 },
  { name: "production-order.completed", count: 1 },
  { name: "posting.posted", count: KINDS.length },
  { name: "operation-confirmation.started", count: 2 },
  { name: "operation-confirmation.partial", count: 4 },
  { name: "operation-confirmation.completed", count: 2 },
];

function posting(kind: string, seq: number): PostingEvidence {
  return {
    id: `P${seq}`,
    seq,
    orderNumber: ORDER_NUMBER,
    kind,
    state: "POSTED",
    attempts: 1,
    attemptRows: 1,
    externalKey: `KEY${seq}`,
    documentNumber: `D${seq}`,
    documentItem: null,
    problemCode: null,
  };
}

/** The first document of a kind carries the whole amount of the order. */
function document({ kind, seq, externalKey }: PostingEvidence): ErpDocument {
  const isFirst = KINDS.indexOf(kind) === seq - 1;
  return {
    kind: kind as ErpDocument["kind"],
    plant: "P100",
    orderNumber: ORDER_NUMBER,
    number: `D${seq}`,
    key: keyInErp({ kind, externalKey }),
    occurredAt: "",
    payload: isFirst ? payloadOf(kind) : {},
  };
}

function payloadOf(kind: string): ErpDocument["payload"] {
  const item = (material: string, grams: number): object => ({
    Material: material,
    QuantityInEntryUnit: String(grams / 1000),
  });
  const items = (results: readonly object[]): ErpDocument["payload"] => ({ to_MaterialDocumentItem: { results } });
  if (kind === "ISSUE_TO_ORDER") return items(Object.entries(issued).map(([material, grams]) => item(material, grams)));
  if (kind === "RECEIPT_FROM_ORDER") return items([item("FG-4711", yieldGrams)]);
  return {
    OrderOperation: "0020",
    ConfirmationYieldQuantity: String(yieldGrams / 1000),
    ConfirmationScrapQuantity: String(scrapGrams / 1000),
  };
}

function orderAudit(): AuditEvidence[] {
  return [
    { ...move("O1", {}, { orderNumber: ORDER_NUMBER }), before: null },
    move("O1", { state: "RELEASED", syncState: "RECEIVED" }, { state: "READY", syncState: "ACKNOWLEDGED" }),
    move("O1", { state: "READY" }, { state: "RUNNING" }),
    move("O1", { state: "RUNNING" }, { state: "COMPLETED" }),
  ];
}

function postingAudit({ id }: PostingEvidence): AuditEvidence[] {
  const sending = { state: "POSTING", attempts: 1 };
  return [move(id, { state: "PENDING", attempts: 0 }, sending), move(id, sending, { state: "POSTED", attempts: 1 })];
}

function move(resourceId: string, before: AuditEvidence["before"], after: AuditEvidence["after"]): AuditEvidence {
  return { resourceType: "any", resourceId, action: "move", before, after };
}
