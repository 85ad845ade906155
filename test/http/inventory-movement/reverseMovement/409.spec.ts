import { refusals } from "../../../support/inventory-movement/samples.js";
import { sendSample } from "../../../support/gateway/sample.js";

const idIn = (target: string): string => /movements\/([^:]+):reverse/.exec(target)?.[1] ?? "";

refusals.refuses("reverseMovement", 409, {
  "for a movement that is reversed already": {
    code: "ALREADY_REVERSED",
    before: (sample) => sendSample(sample),
    change: () => ({}),
  },
  "for a movement that its checks have refused": {
    code: "REVERSAL_NOT_POSSIBLE",
    before: ({ gateway: { database }, target }) =>
      database.unitOfWork.run(async (tx) => {
        // No way of ours leads from APPLIED to PARKED; the rules of the machine are left aside.
        await tx.query("ALTER TABLE il.movement DISABLE TRIGGER movement_state");
        await tx.query("UPDATE il.movement SET state = 'PARKED' WHERE id = $1", [idIn(target)]);
        await tx.query("ALTER TABLE il.movement ENABLE TRIGGER movement_state");
      }),
    change: () => ({}),
  },
  "for a movement that came with a confirmation": {
    code: "REVERSAL_NOT_POSSIBLE",
    before: ({ gateway: { database }, target }) =>
      database.pool.query("UPDATE il.movement SET confirmation_id = id WHERE id = $1", [idIn(target)]),
    change: () => ({}),
  },
});
