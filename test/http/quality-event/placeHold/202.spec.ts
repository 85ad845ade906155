import { accepts } from "../../../support/quality-event/samples.js";

accepts.acceptsDurably("placeHold", {
  quality_event: 1,
  quality_hold: 1,
  operation_status: 1,
  idempotency: 1,
  outbox: 1,
  audit_entry: 1,
  engine_command: 1,
});
