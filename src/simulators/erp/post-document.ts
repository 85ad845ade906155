/** Part of the ERP simulator: one posting, with the faults of the script around the ERP's own rules. */
import type { SimulatorAnswer } from "../json-server.js";
import { type Conditions, findRefusal, NO_CONDITIONS } from "./conditions.js";
import type { DocumentBook } from "./document-book.js";
import type { ErpRefusal } from "./erp-document.js";
import type { FaultScript } from "./fault-script.js";
import { created, refused } from "./odata-answer.js";
import type { PostingRequest } from "./odata-payload.js";
import type { OrderRegister } from "./order-register.js";

const SLOW_MS = 30_000;

export class PostDocument {
  conditions: Conditions = NO_CONDITIONS;
  /** Orders that were not released here are taken as known; an ERP in production would refuse them. */
  isRegisteringUnknownOrders = true;

  constructor(
    private readonly book: DocumentBook,
    private readonly orders: OrderRegister,
    private readonly faults: FaultScript,
  ) {}

  async run(posting: PostingRequest): Promise<SimulatorAnswer> {
    const struck = this.faults.strike(posting.kind, posting.touched.orderNumber);
    if (struck?.fault === "503") return { status: 503 };
    if (struck?.fault === "reset") return { status: 0, isCut: true };
    const delayMs = struck?.delayMs ?? SLOW_MS;
    if (struck?.fault === "late-commit") await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
    const answer = this.#post(posting, struck?.fault);
    if (struck?.fault === "answer-lost-after-commit") return { ...answer, isCut: true };
    return struck?.fault === "slow" ? { ...answer, delayMs } : answer;
  }

  #post(posting: PostingRequest, fault: string | undefined): SimulatorAnswer {
    const refusal =
      faultRefusal(fault, posting) ??
      this.#unknown(posting) ??
      findRefusal(this.conditions, posting.touched) ??
      this.#duplicate(posting);
    if (refusal !== undefined) return refused(refusal);
    const { kind, key, occurredAt, payload } = posting;
    const { plant, orderNumber, postingDate } = posting.touched;
    return created(this.book.commit({ kind, plant, orderNumber, key, occurredAt, payload }, postingDate.slice(0, 4)));
  }

  #unknown({ touched }: PostingRequest): ErpRefusal | undefined {
    const { orderNumber, plant } = touched;
    // A movement without an order touches none.
    if (orderNumber === "") return undefined;
    if (this.orders.get(orderNumber) === undefined) {
      if (!this.isRegisteringUnknownOrders) return { code: "CO/017", text: `Order ${orderNumber} does not exist` };
      this.orders.register({ plantCode: plant, orderNumber, revision: 0 });
    }
    const materials = this.orders.materialsOf(orderNumber);
    const stranger = touched.items.find((item) => materials !== undefined && !materials.has(item.material));
    return stranger === undefined
      ? undefined
      : { code: "M3/305", text: `Material ${stranger.material} does not exist` };
  }

  /** A real ERP keeps only the key of confirmations unique; material documents are booked as often as they are sent. */
  #duplicate({ kind, key }: PostingRequest): ErpRefusal | undefined {
    if (kind !== "CONFIRMATION" || this.book.byKey(key).length === 0) return undefined;
    return { code: "RU/505", text: `A confirmation with the external key ${key} exists already` };
  }
}

function faultRefusal(fault: string | undefined, { touched }: PostingRequest): ErpRefusal | undefined {
  if (fault === "lock")
    return { code: "CO/469", text: `Order ${touched.orderNumber} is already being processed by another user` };
  if (fault === "closed-period")
    return { code: "M7/053", text: `Posting only possible in open periods; ${touched.postingDate} is closed` };
  return undefined;
}
