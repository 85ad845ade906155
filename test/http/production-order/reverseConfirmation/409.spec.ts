import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { reportDocument } from "../../../support/production-order/documents.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { refusals, sampleOf } from "../../../support/production-order/samples.js";
import { moveInPlaceOfWorker, orderOf } from "../../../support/production-order/stage.js";

const ANY_VERSION = (): { headers: Record<string, string> } => ({ headers: { "if-match": "*" } });

refusals.refuses("reverseConfirmation", 409, {
  "of a confirmation that is reversed already": {
    code: "ALREADY_REVERSED",
    before: (sample) => sendSample(sample),
    change: ANY_VERSION,
  },
  "of a confirmation of a closed order": {
    code: "ORDER_CLOSED",
    before: ({ gateway, target }) =>
      moveInPlaceOfWorker(gateway, orderOf(target), "state", ["READY", "RUNNING", "COMPLETED", "CLOSED"]),
    change: ANY_VERSION,
  },
  "of a confirmation that was never applied": {
    code: "REVERSAL_NOT_POSSIBLE",
    before: ({ gateway, target }) => setConfirmation(gateway, target, "state = 'PARKED'"),
    change: ANY_VERSION,
  },
  "of a start, which carries no amounts": {
    code: "REVERSAL_NOT_POSSIBLE",
    before: ({ gateway, target }) => setConfirmation(gateway, target, "kind = 'START'"),
    change: ANY_VERSION,
  },
});

describe("reverseConfirmation answers 409", () => {
  it("with the list of later confirmations that have consumed what it made", async () => {
    const sample = await sampleOf("reverseConfirmation");
    const { gateway, target } = sample;
    const lot = `FG-${orderOf(target)}`;
    await setConfirmation(gateway, target, "document = $2::json", [
      JSON.stringify(reportDocument({ producedLots: [{ lotNumber: lot, quantity: { value: "10", unit: "KGM" } }] })),
    ]);
    // What applying the later report writes (src/genealogy).
    const statement = `INSERT INTO il.order_lot (id, plant_code, order_number, side, material_number, lot_number,
      quantity, unit, operation_number, confirmation_id, kind, at, time_zone)
      VALUES ($1, 'P100', 'LATER', 'INPUT', 'FG-4711', $2, 10, 'KGM', '0010', $3, 'TRANSFORM', now(), 'UTC')`;
    await gateway.database.pool.query(statement, [lot, lot, "01KAR7Q2M0X3V9C4T8E6H5J2WD"]);
    const answer = await storesNothing(gateway, () => sendSample(sample, ANY_VERSION()));
    assertProblem(answer, {
      status: 409,
      code: "REVERSAL_NOT_POSSIBLE",
      pointers: ["/confirmations/01KAR7Q2M0X3V9C4T8E6H5J2WD"],
    });
    assert.match(String(answer.body["detail"]), /reverse those first/);
  });
});

/** The stored confirmation as the spec needs it; no code of ours changes one so, hence past its guards. */
async function setConfirmation(
  { database }: Awaited<ReturnType<typeof sampleOf>>["gateway"],
  target: string,
  assignment: string,
  values: readonly string[] = [],
): Promise<void> {
  const id = /confirmations\/([^/:]+)/.exec(target)?.[1];
  await database.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica; ${inline(assignment, values, id ?? "")}; COMMIT`,
  );
}

/** Several statements take no parameters. */
function inline(assignment: string, values: readonly string[], id: string): string {
  const [value = ""] = values;
  const text = assignment.replace("$2", `'${value.replaceAll("'", "''")}'`);
  return `UPDATE il.confirmation SET ${text}, version = version + 1 WHERE id = '${id}'`;
}
