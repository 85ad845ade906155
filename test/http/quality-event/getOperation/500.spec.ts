import { breaksWhenStoredWrong } from "../../../support/quality-event/samples.js";

breaksWhenStoredWrong("getOperation", "UPDATE il.operation_status SET kind = repeat('k', 61) WHERE id = $1");
