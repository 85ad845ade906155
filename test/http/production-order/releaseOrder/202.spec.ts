import { acceptsDurably } from "../../../support/production-order/accepts.js";

acceptsDurably("releaseOrder", {
  production_order: 1,
  operation_status: 1,
  idempotency: 1,
  outbox: 1,
  audit_entry: 1,
  engine_command: 1,
});
