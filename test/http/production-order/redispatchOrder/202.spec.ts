import { accepts } from "../../../support/production-order/samples.js";

accepts.acceptsDurably("redispatchOrder", {
  order_command: 1,
  operation_status: 1,
  idempotency: 1,
  audit_entry: 1,
  engine_command: 1,
});
