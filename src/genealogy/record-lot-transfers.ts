import type { UlidFactory } from "../kernel/ulid.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { type LotTransfer, edgesOfTransfer } from "./edges-of-transfer.js";
import { findCycle } from "./find-cycle.js";
import { insertEdges, standingEdgesOfSources } from "./genealogy-edge.js";
import type { LotDispositions } from "./lot-dispositions.js";

/** What led to a transfer of lots. */
export interface TransferCause {
  readonly correlationId: string;
}

/** Writes how lots are split and merged by movements, in the transaction that applies the movement. */
export class RecordLotTransfers {
  constructor(
    private readonly lots: LotDispositions,
    private readonly ids: UlidFactory,
    private readonly audit: AuditLog,
  ) {}

  /** The caller holds the movement's row. A movement that names no lot leaves nothing behind. */
  async record(tx: Tx, transfer: LotTransfer, { correlationId }: TransferCause): Promise<void> {
    const wanted = edgesOfTransfer(transfer);
    if (wanted.length === 0) return;
    const { movementId, plantCode } = transfer;
    const cause = { reason: "transferred", sourceId: movementId, actor: "worker", correlationId };
    for (const { parentMaterial, childMaterial, childLot } of wanted)
      for (const materialNumber of [parentMaterial, childMaterial])
        await this.lots.ensure(tx, { plantCode, materialNumber, lotNumber: childLot }, "UNRESTRICTED", cause);
    const parents = wanted.map((edge) => ({ materialNumber: edge.parentMaterial, lotNumber: edge.parentLot }));
    const children = wanted.map((edge) => ({ materialNumber: edge.childMaterial, lotNumber: edge.childLot }));
    // Back into the material it came from: what leads a lot back to itself is rework.
    const isBack = (await findCycle(tx, parents, children)) !== undefined;
    const edges = wanted.map((edge) => ({
      ...edge,
      id: this.ids.next(),
      ...(isBack ? { kind: "REWORK" as const } : {}),
    }));
    await insertEdges(tx, edges);
    await this.#audit(tx, transfer, "genealogy:record", edges.length, correlationId);
  }

  /** Takes back what the movement said; its edges stay and get compensating ones. Idempotent. */
  async reverse(tx: Tx, transfer: LotTransfer, cause: TransferCause): Promise<void> {
    const sourceIds = edgesOfTransfer(transfer).map(({ sourceId }) => sourceId);
    const standing = await standingEdgesOfSources(tx, sourceIds);
    if (standing.length === 0) return;
    await insertEdges(
      tx,
      standing.map((edge) => ({ ...edge, id: this.ids.next(), reverses: edge.id })),
    );
    await this.#audit(tx, transfer, "genealogy:reverse", standing.length, cause.correlationId);
  }

  async #audit(
    tx: Tx,
    { movementId, plantCode }: LotTransfer,
    action: string,
    edges: number,
    correlationId: string,
  ): Promise<void> {
    const resourceType = "inventory-movement";
    await this.audit.append(tx, [
      { actor: "worker", action, resourceType, resourceId: movementId, plantCode, correlationId, after: { edges } },
    ]);
  }
}
