import { accepts } from "../../../support/quality-event/samples.js";

accepts.acceptsDurably("rejectHold", {
  operation_status: 1,
  idempotency: 1,
  outbox: 1,
  audit_entry: 1,
  engine_command: 1,
});
