import type { Finding } from "../../kernel/finding.js";
import type { AuditIntent, AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ChangeActor } from "../change-actor.js";
import type { DocumentSchemas } from "../document-schemas.js";
import { checkItem } from "./check-item.js";
import type { CheckedItem, MasterDataItem } from "./master-data-item.js";
import type { MasterDataStores } from "./master-data-stores.js";
import type { WriteResult, WrittenItem } from "./record-store.js";

/** What became of one item; REFUSED carries the findings. */
export type ItemOutcome =
  | { readonly type: string; readonly key: string; readonly result: WriteResult; readonly checksum: string }
  | { readonly type: string; readonly key?: string; readonly result: "REFUSED"; readonly findings: readonly Finding[] };

/** A checked item and where it stood in the request. */
interface Place {
  readonly index: number;
  readonly item: CheckedItem;
}

/**
 * Creates and replaces master data. An item that is wrong is refused and does not hold up the others; all that are
 * right are written in one transaction with one audit entry per change. What changes nothing leaves no trace.
 */
export class UpsertMasterData {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly schemas: DocumentSchemas,
    private readonly stores: MasterDataStores,
    private readonly audit: AuditLog,
  ) {}

  /** @param plantCode the plant all items belong to; undefined for records of the whole enterprise. */
  async upsert(
    items: readonly MasterDataItem[],
    plantCode: string | undefined,
    actor: ChangeActor,
  ): Promise<ItemOutcome[]> {
    const { outcomes, places } = this.#check(items, plantCode);
    if (places.length > 0) await this.unitOfWork.run((tx) => this.#write(tx, places, outcomes, actor));
    return outcomes;
  }

  #check(
    items: readonly MasterDataItem[],
    plantCode: string | undefined,
  ): { outcomes: ItemOutcome[]; places: Place[] } {
    const seen = new Set<string>();
    const places: Place[] = [];
    const outcomes = items.map((item, index): ItemOutcome => {
      const pointer = items.length === 1 ? "" : `/items/${index}/document`;
      const checked = checkItem(this.schemas, item, plantCode, { source: "the body", pointer });
      if (checked.item === undefined) return refused(item, checked.findings);
      const address = `${item.type} ${checked.item.key} ${checked.item.effectiveFrom}`;
      if (seen.has(address)) return refused(item, [duplicate(address, pointer)]);
      seen.add(address);
      places.push({ index, item: checked.item });
      return outcomeOf(checked.item, { result: "UNCHANGED" });
    });
    return { outcomes, places };
  }

  async #write(tx: Tx, places: readonly Place[], outcomes: ItemOutcome[], actor: ChangeActor): Promise<void> {
    const intents: AuditIntent[] = [];
    for (const { store, entries } of this.stores.group(places, ({ item }) => item.type)) {
      const written = await store.write(
        tx,
        entries.map(({ item }) => item),
        actor.clientId,
      );
      entries.forEach(({ index, item }, n) => {
        const outcome = written[n] ?? { result: "UNCHANGED" };
        outcomes[index] = outcomeOf(item, outcome);
        if (outcome.result === "CREATED" || outcome.result === "UPDATED")
          intents.push(auditIntent(item, outcome, actor));
      });
    }
    await this.audit.append(tx, intents);
  }
}

const outcomeOf = ({ type, key, checksum }: CheckedItem, { result }: WrittenItem): ItemOutcome => ({
  type,
  key,
  result,
  checksum,
});

function refused({ type, key }: MasterDataItem, findings: readonly Finding[]): ItemOutcome {
  return { type, ...(key === undefined ? {} : { key }), result: "REFUSED", findings };
}

function duplicate(address: string, pointer: string): Finding {
  return {
    code: "MASTER_DATA_DUPLICATE",
    severity: "ERROR",
    check: "master-data",
    message: `The request names ${address} twice; the first one was taken.`,
    pointer,
    fix: "Send each record once.",
  };
}

function auditIntent(item: CheckedItem, { result, checksumBefore }: WrittenItem, actor: ChangeActor): AuditIntent {
  return {
    actor: actor.clientId,
    action: "master-data:write",
    resourceType: item.type,
    resourceId: item.key,
    ...(item.plantCode === "" ? {} : { plantCode: item.plantCode }),
    correlationId: actor.correlationId,
    traceparent: actor.traceparent,
    contentHash: item.checksum,
    ...(checksumBefore === undefined ? {} : { before: { checksum: checksumBefore } }),
    after: { result, effectiveFrom: item.effectiveFrom, document: item.document },
  };
}
