import type { PostingLedger } from "../../delivery/public.js";
import { resumeQuarantinedMovements } from "../../movements/public.js";
import { appendEngineCommands, startCommand } from "../../platform/engine/engine-commands.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory, PlantProfile } from "../../plants/public.js";
import { type AdvanceRelease, SUPERSEDED } from "./advance-release.js";
import { postingDateOf } from "../execution/posting-date.js";
import { firstOperations } from "./release-operations.js";
import type { ReleaseOrder, ReleaseReference } from "./release-order.js";
import { orderProblems } from "../problems.js";
import { failRelease } from "./fail-release.js";
import { refuseMootAnswers } from "./refuse-moot-answers.js";
import { readyOperations } from "./release-rows.js";
import { type StoredAcknowledgement, readAcknowledgement } from "./stored-acknowledgement.js";

export interface DispatchReference extends ReleaseReference {
  readonly dispatchId: string;
}

/** NONE: there is no answer to this dispatch yet. */
export type AcknowledgementResult = "ACKNOWLEDGED" | "NACKED" | "ACK_TIMEOUT" | "NONE" | typeof SUPERSEDED;

const QUARANTINED = `
  SELECT id FROM il.confirmation WHERE plant_code = $1 AND order_number = $2 AND state = 'QUARANTINED' ORDER BY id`;

/** Brings the answer of the MES, or its silence, to the order (domain §5(a) 15-16). */
export class ReleaseAcknowledgement {
  constructor(
    private readonly advance: AdvanceRelease,
    private readonly plants: PlantDirectory,
    private readonly ledger: PostingLedger,
  ) {}

  /**
   * Reads the stored answer rather than the signal that woke the workflow, so it cannot act on the answer to another
   * dispatch. Idempotent.
   * @param isWaitOver without an answer the order goes to ACK_TIMEOUT instead of waiting on
   */
  async settle(dispatch: DispatchReference, isWaitOver: boolean): Promise<AcknowledgementResult> {
    const profile = await this.plants.profile(dispatch.plantCode);
    if (profile === undefined) throw new Error(`plant ${dispatch.plantCode} of a dispatched order has no profile`);
    return await this.advance.run(dispatch, async (tx, order) => {
      if (order.syncState === "ACKNOWLEDGED" || order.syncState === "NACKED") return order.syncState;
      if (order.syncState === "DISPATCH_FAILED") return SUPERSEDED;
      // A run of the same workflow that was taken for dead sends the order again; the answer is found when it has.
      if (order.syncState !== "DISPATCHED" && order.syncState !== "ACK_TIMEOUT") return "NONE";
      const acknowledgement = await readAcknowledgement(tx, order, dispatch.dispatchId);
      if (acknowledgement === undefined) return isWaitOver ? await this.#timeOut(tx, order) : "NONE";
      if (acknowledgement.document.result === "NACK") return await this.#refuse(tx, order, acknowledgement);
      return await this.#acknowledge(tx, order, acknowledgement, profile);
    });
  }

  /** Ends the release without an answer; GOES_ON when one has come meanwhile, or another run has sent the order. */
  giveUp(dispatch: DispatchReference, reason: string): Promise<"DISPATCH_FAILED" | "GOES_ON" | typeof SUPERSEDED> {
    return this.advance.run(dispatch, async (tx, order) => {
      if (order.syncState === "DISPATCH_FAILED") return "DISPATCH_FAILED";
      if (order.syncState !== "RETRY_WAIT" && order.syncState !== "ACK_TIMEOUT") return "GOES_ON";
      if ((await readAcknowledgement(tx, order, dispatch.dispatchId)) !== undefined) return "GOES_ON";
      const data = { revision: order.revision, dispatchId: dispatch.dispatchId, code: "DISPATCH_FAILED", reason };
      const event = { name: "production-order.not-acknowledged", data };
      await this.advance.move(tx, order, { action: "order:give-up-dispatch", syncState: "DISPATCH_FAILED", event });
      await failRelease(tx, order, orderProblems.DISPATCH_FAILED, { detail: reason });
      await refuseMootAnswers(tx, order);
      return "DISPATCH_FAILED";
    });
  }

  async #timeOut(tx: Tx, order: ReleaseOrder): Promise<"ACK_TIMEOUT"> {
    if (order.syncState !== "ACK_TIMEOUT") {
      await this.advance.move(tx, order, { action: "order:acknowledgement-overdue", syncState: "ACK_TIMEOUT" });
    }
    return "ACK_TIMEOUT";
  }

  async #refuse(tx: Tx, order: ReleaseOrder, { document, operationId }: StoredAcknowledgement): Promise<"NACKED"> {
    const { dispatchId, code = "NACK", reason } = document;
    const data = { revision: order.revision, dispatchId, code, ...(reason === undefined ? {} : { reason }) };
    const event = { name: "production-order.not-acknowledged", data };
    await this.advance.move(tx, order, { action: "order:refused-by-mes", syncState: "NACKED", event });
    const detail = `The MES refused the order with ${code}${reason === undefined ? "." : `: ${reason}`}`;
    await failRelease(tx, order, orderProblems.ORDER_NACKED, { detail });
    await settleOperation(tx, operationId, "SUCCEEDED");
    return "NACKED";
  }

  async #acknowledge(
    tx: Tx,
    order: ReleaseOrder,
    acknowledgement: StoredAcknowledgement,
    profile: PlantProfile,
  ): Promise<"ACKNOWLEDGED"> {
    const { dispatchId, mesOrderRef } = acknowledgement.document;
    const reference = mesOrderRef === undefined ? {} : { mesOrderRef };
    const data = { revision: order.revision, dispatchId, ...reference };
    await this.advance.move(tx, order, {
      action: "order:acknowledge",
      syncState: "ACKNOWLEDGED",
      ...(order.state === "RELEASED" ? { state: "READY" } : {}),
      ...reference,
      event: { name: "production-order.acknowledged", data },
    });
    await readyOperations(tx, order, firstOperations(order.document));
    await this.#postAcknowledgement(tx, order, acknowledgement, profile);
    await this.#resumeQuarantined(tx, order);
    await settleOperation(tx, order.operationId, "SUCCEEDED");
    await settleOperation(tx, acknowledgement.operationId, "SUCCEEDED");
    return "ACKNOWLEDGED";
  }

  /** Tells the ERP, in the lane of the order and before anything that happens on it. */
  async #postAcknowledgement(
    tx: Tx,
    { plantCode, orderNumber, operationId, correlationId, traceparent }: ReleaseOrder,
    { id, document }: StoredAcknowledgement,
    profile: PlantProfile,
  ): Promise<void> {
    const { systems, timeZone } = profile;
    const { occurredAt, mesOrderRef } = document;
    const kind = "ORDER_ACKNOWLEDGEMENT";
    const postingDate = postingDateOf({ occurredAt }, timeZone);
    await this.ledger.enqueue(
      tx,
      [
        {
          plantCode,
          orderNumber,
          destination: systems.erp.name,
          kind,
          sourceId: id,
          operationId,
          correlationId,
          traceparent,
          document: {
            kind,
            plantCode,
            orderNumber,
            postingDate,
            occurredAt,
            ...(mesOrderRef === undefined ? {} : { mesOrderRef }),
          },
        },
      ],
      profile,
    );
  }

  /**
   * Reports and movements that came before the order was ready are tried again, by workflows of their own: the first one of each
   * has ended, and an ended workflow is not started twice under its id.
   */
  async #resumeQuarantined(tx: Tx, { plantCode, orderNumber, revision }: ReleaseOrder): Promise<void> {
    const rows = await tx.query<{ id: string }>(QUARANTINED, [plantCode, orderNumber]);
    const commands = rows.map(({ id }) =>
      startCommand("execution-to-erp@1", `execution:${id}:revision-${revision}`, {
        plantCode,
        orderNumber,
        confirmationId: id,
      }),
    );
    await appendEngineCommands(tx, commands);
    await resumeQuarantinedMovements(tx, plantCode, orderNumber, `revision-${revision}`);
  }
}
