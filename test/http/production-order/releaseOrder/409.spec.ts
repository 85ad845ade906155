import { sendSample } from "../../../support/gateway/sample.js";
import { refusals, type StagedSample } from "../../../support/production-order/samples.js";

const revision =
  (number: number) =>
  ({ body }: StagedSample) => ({ body: { ...body, revision: number } });

/** Releases the sample, then changes its row as later work would. */
const releasedThen =
  (...statements: readonly string[]) =>
  async (sample: StagedSample): Promise<void> => {
    await sendSample(sample);
    for (const statement of statements) {
      await sample.gateway.database.pool.query(`${statement} WHERE order_number = $1`, [sample.body?.["orderNumber"]]);
    }
  };

const ORDER = "UPDATE il.production_order SET";
const OPERATION = `
  INSERT INTO il.order_operation (plant_code, order_number, operation_number, sequence, work_center_code,
    confirmation_required, is_milestone)
  SELECT plant_code, order_number, '0030', 3, 'PACK01', true, false FROM il.production_order`;

refusals.refuses("releaseOrder", 409, {
  "to other content of a revision that is stored": {
    code: "STALE_REVISION",
    before: releasedThen(),
    change: ({ body }) => ({ body: { ...body, priority: 1 } }),
  },
  "to a revision below the stored one": {
    code: "STALE_REVISION",
    before: (sample) => sendSample(sample, revision(3)(sample)),
    change: revision(2),
  },
  "to a new revision of an order that is cancelled": {
    code: "ORDER_CLOSED",
    before: releasedThen(`${ORDER} state = 'CANCELLED'`),
    change: revision(2),
  },
  "to a new revision of an order that is held": {
    code: "ORDER_HELD",
    before: releasedThen(`${ORDER} state = 'READY'`, `${ORDER} state = 'HELD', held_from = 'READY'`),
    change: revision(2),
  },
  "to a quantity below what is confirmed": {
    code: "QTY_BELOW_CONFIRMED",
    before: releasedThen(`${ORDER} yield = 98, scrap = 3`),
    change: revision(2),
  },
  "to a revision without an operation that the plant has begun": {
    code: "ORDER_HAS_ACTIVITY",
    before: releasedThen(
      OPERATION,
      "UPDATE il.order_operation SET state = 'READY'",
      "UPDATE il.order_operation SET state = 'RUNNING'",
    ),
    change: revision(2),
  },
});
