import { accepts } from "../../../support/production-order/samples.js";

accepts.acceptsDurably("changeOrder", {
  operation_status: 1,
  idempotency: 1,
  outbox: 1,
  audit_entry: 1,
  engine_command: 1,
});
