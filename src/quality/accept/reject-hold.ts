import type { AcceptInTransaction, AcceptResult, TransactionWrite } from "../../platform/accept/public.js";
import type { EndHold } from "../holds/end-hold.js";
import { type HoldCommand, requireHold } from "./require-hold.js";

/** Ends a hold by deciding that what is held is scrapped or reworked: its lots stay restricted. */
export class RejectHold {
  constructor(
    private readonly accept: AcceptInTransaction,
    private readonly ending: EndHold,
  ) {}

  reject(
    write: TransactionWrite,
    command: HoldCommand,
    decision: { readonly disposition: "SCRAP" | "REWORK"; readonly reason: string },
  ): Promise<AcceptResult> {
    return this.accept.run(write, async (tx, operationId) => {
      const hold = await requireHold(tx, command, "OPEN");
      const { clientId, correlationId, traceparent } = write;
      const end = { ...decision, state: "REJECTED", endedBy: clientId, operationId } as const;
      await this.ending.end(tx, hold, { ...end, correlationId, traceparent });
      return { resourceId: hold.id, audited: { state: "REJECTED", ...decision }, isDone: false };
    });
  }
}
