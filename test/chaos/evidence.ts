import type { ErpDocument } from "../../src/simulators/erp/erp-document.js";
import type { ChaosDatabase, Standing } from "./chaos-database.js";
import type { StruckFault } from "./faults/fault.js";
import type { Kill } from "./kill-workers.js";
import type { Releases } from "./release-orders.js";
import { callSimulator } from "./simulator-control.js";

/** An order as Interlock holds it; amounts are thousandths of a kilogram. */
export interface OrderEvidence {
  readonly id: string;
  readonly orderNumber: string;
  readonly state: string;
  readonly syncState: string;
  readonly yieldGrams: number;
  readonly scrapGrams: number;
  readonly receivedGrams: number;
}

export interface ComponentEvidence {
  readonly orderNumber: string;
  readonly materialNumber: string;
  readonly issuedGrams: number;
}

export interface ConfirmationEvidence {
  readonly id: string;
  readonly orderNumber: string;
  readonly sequence: number;
  readonly state: string;
  readonly reason: string | null;
}

export interface PostingEvidence {
  readonly id: string;
  readonly seq: number;
  readonly orderNumber: string;
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly attemptRows: number;
  readonly externalKey: string;
  readonly documentNumber: string | null;
  readonly documentItem: string | null;
  readonly problemCode: string | null;
}

export interface AuditEvidence {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly action: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** An event as far as its place matters. */
interface PlacedEvent {
  readonly id: string;
  /** Key inside which order is kept. */
  readonly key: string;
}

/** A message of JetStream; an event is there once in its own words, and once in those of each older version. */
export interface StreamedEvent extends PlacedEvent {
  readonly subject: string;
}

/** How often something happened. */
export interface Count {
  readonly name: string;
  readonly count: number;
}

/** What the ERP simulator says of itself. */
export interface ErpStatement {
  readonly duplicates: number;
  readonly inversions: number;
  readonly invertedOrders: readonly string[];
  readonly duplicateKeys: readonly string[];
  /** How often each rule of its fault script has struck. */
  readonly faultsStruck: readonly number[];
}

/** Everything the checks of a run judge, read once after the run. */
export interface Evidence {
  readonly releases: Releases;
  readonly kills: readonly Kill[];
  readonly killsWanted: number;
  /** Disturbances of links, processes and servers. */
  readonly faults: readonly StruckFault[];
  readonly faultsWanted: number;
  /** Workers that ended although nobody killed them. */
  readonly deaths: readonly string[];
  readonly standing: Standing;
  readonly orders: readonly OrderEvidence[];
  readonly components: readonly ComponentEvidence[];
  readonly confirmations: readonly ConfirmationEvidence[];
  readonly postings: readonly PostingEvidence[];
  readonly operations: readonly Count[];
  /** Ended workflows by state. */
  readonly workflows: readonly Count[];
  readonly audit: readonly AuditEvidence[];
  /** Events by type without `com.interlock.` and version. */
  readonly events: readonly Count[];
  readonly eventsWithoutOwnPosition: number;
  /** Events of plants in the order of their positions; those of contracts are older than the workers that stream. */
  readonly published: readonly PlacedEvent[];
  /** Events of plants in JetStream, in its order; undefined when the run had none. */
  readonly streamed: readonly StreamedEvent[] | undefined;
  /** Sends and probes by outcome. */
  readonly attempts: readonly Count[];
  /** In the order of their commit in the ERP. */
  readonly documents: readonly ErpDocument[];
  readonly erp: ErpStatement;
}

const ORDERS = `
  SELECT id, order_number AS "orderNumber", state, sync_state AS "syncState", (yield * 1000)::float8 AS "yieldGrams",
    (scrap * 1000)::float8 AS "scrapGrams", (received * 1000)::float8 AS "receivedGrams"
  FROM il.production_order ORDER BY order_number`;

const COMPONENTS = `
  SELECT order_number AS "orderNumber", material_number AS "materialNumber", (issued * 1000)::float8 AS "issuedGrams"
  FROM il.order_component`;

const CONFIRMATIONS = `
  SELECT id, order_number AS "orderNumber", sequence, state, reason FROM il.confirmation ORDER BY order_number, sequence`;

const POSTINGS = `
  SELECT id, seq::int, order_number AS "orderNumber", kind, state, attempts, external_key AS "externalKey",
    (SELECT count(*)::int FROM il.posting_attempt a WHERE a.posting_id = p.id) AS "attemptRows",
    erp_document ->> 'number' AS "documentNumber", erp_document ->> 'item' AS "documentItem",
    problem ->> 'code' AS "problemCode"
  FROM il.posting p ORDER BY seq`;

const AUDIT = `
  SELECT resource_type AS "resourceType", resource_id AS "resourceId", action, entry -> 'before' AS before,
    entry -> 'after' AS after
  FROM il.audit_entry WHERE resource_type IN ('production-order', 'operation-confirmation', 'posting') ORDER BY id`;

const EVENTS = `
  SELECT regexp_replace(type, '^com\\.interlock\\.|\\.v1$', '', 'g') AS name, count(*)::int AS count
  FROM il.outbox GROUP BY 1 ORDER BY 1`;

/** Positions are 1, 2, 3 ... without gap; the count is of those that are not. */
const POSITIONS = `
  SELECT count(*)::int AS count FROM (
    SELECT position, row_number() OVER (ORDER BY position) AS expected FROM il.outbox) o
  WHERE position IS DISTINCT FROM expected`;

const PUBLISHED = `
  SELECT event::json ->> 'id' AS id, partition_key AS key FROM il.outbox WHERE position IS NOT NULL AND plant_code <> '' ORDER BY position`;

const OPERATIONS = "SELECT state AS name, count(*)::int AS count FROM il.operation_status GROUP BY 1 ORDER BY 1";
const WORKFLOWS = `
  SELECT name || ' ' || status AS name, count(*)::int AS count FROM dbos.workflow_status GROUP BY 1 ORDER BY 1`;
const ATTEMPTS = `
  SELECT action || ' ' || outcome AS name, count(*)::int AS count FROM il.posting_attempt GROUP BY 1 ORDER BY 1`;

type Known = Pick<Evidence, "releases" | "kills" | "killsWanted" | "faults" | "faultsWanted" | "deaths" | "streamed">;

export async function collectEvidence(database: ChaosDatabase, erpUrl: string, known: Known): Promise<Evidence> {
  const [positions] = await database.rows<Pick<Count, "count">>(POSITIONS);
  const { items } = await callSimulator<{ items: ErpDocument[] }>("GET", `${erpUrl}/simulator/documents`);
  return {
    ...known,
    standing: await database.standing(),
    orders: await database.rows<OrderEvidence>(ORDERS),
    components: await database.rows<ComponentEvidence>(COMPONENTS),
    confirmations: await database.rows<ConfirmationEvidence>(CONFIRMATIONS),
    postings: await database.rows<PostingEvidence>(POSTINGS),
    published: await database.rows<PlacedEvent>(PUBLISHED),
    operations: await database.rows<Count>(OPERATIONS),
    workflows: await database.rows<Count>(WORKFLOWS),
    audit: await database.rows<AuditEvidence>(AUDIT),
    events: await database.rows<Count>(EVENTS),
    eventsWithoutOwnPosition: positions?.count ?? 0,
    attempts: await database.rows<Count>(ATTEMPTS),
    documents: items,
    erp: await callSimulator<ErpStatement>("GET", `${erpUrl}/simulator/statistics`),
  };
}

/** How often the named thing happened. */
export function countOf(counts: readonly Count[], name: string): number {
  return counts.find((entry) => entry.name === name)?.count ?? 0;
}
