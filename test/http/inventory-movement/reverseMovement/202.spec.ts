import { accepts } from "../../../support/inventory-movement/samples.js";

accepts.acceptsDurably("reverseMovement", {
  movement: 1,
  operation_status: 1,
  idempotency: 1,
  audit_entry: 1,
  engine_command: 1,
});
