import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import type { TransactionWrite } from "../../platform/accept/public.js";
import { type PlaceHold, scopeKey } from "../../quality/public.js";

/** A hold that a critical consumption asks for. */
export interface ConsumptionHold {
  readonly holdId: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly componentLine: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Who holds: no person asked for it, so that any person with the permission may release it. */
const CLIENT_ID = "interlock";
const REASON_CODE = "CONSUMPTION-VARIANCE";

/** Holds an order whose consumption is critical, until a person has looked at it. */
export class HoldConsumption {
  constructor(
    private readonly holds: Pick<PlaceHold, "place">,
    private readonly clock: Clock,
  ) {}

  /** Idempotent by the id of the hold. @throws Error when the plant takes no holds now; the workflow tries again */
  async place(hold: ConsumptionHold): Promise<void> {
    const { orderNumber, plantCode } = hold;
    const scope = { type: "ORDER", orderNumber } as const;
    const request = {
      scope,
      severity: "CRITICAL",
      effects: ["COMPLETION"],
      reasonCode: REASON_CODE,
      occurredAt: this.clock.now().toISOString(),
    } as const;
    const comment = `The consumption of component line ${hold.componentLine} is critical.`;
    const document = JSON.stringify({ ...request, plantCode, comment });
    const result = await this.holds.place(writeOf(hold, document), hold.holdId, request);
    if (result.verdict === "ACCEPTED" || result.verdict === "REPLAYED") return;
    throw new Error(`the hold ${scopeKey(scope)} of plant ${plantCode} was not taken: ${result.verdict}`);
  }
}

function writeOf(
  { correlationId, holdId, plantCode, traceparent }: ConsumptionHold,
  document: string,
): TransactionWrite {
  return {
    clientId: CLIENT_ID,
    operation: "holdConsumption",
    idempotencyKey: holdId,
    // A repeated step has another time; it is the same hold.
    requestHash: sha256Hex(holdId),
    plantCode,
    resource: `/quality-event/v1/holds/${holdId}`,
    operationsPath: "/quality-event/v1/operations",
    document,
    documentHash: sha256Hex(document),
    correlationId,
    traceparent,
    permission: "quality:hold",
    resourceType: "quality-hold",
  };
}
