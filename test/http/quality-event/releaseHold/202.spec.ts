import { accepts } from "../../../support/quality-event/samples.js";

accepts.acceptsDurably("releaseHold", {
  quality_event: 1,
  operation_status: 1,
  idempotency: 1,
  outbox: 1,
  audit_entry: 2,
  engine_command: 1,
});
