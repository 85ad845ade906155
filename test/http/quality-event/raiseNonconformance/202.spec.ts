import { acceptsAtOnce } from "../../../support/quality-event/samples.js";

acceptsAtOnce("raiseNonconformance", {
  quality_event: 1,
  nonconformance: 1,
  operation_status: 1,
  idempotency: 1,
  outbox: 1,
  audit_entry: 1,
});
