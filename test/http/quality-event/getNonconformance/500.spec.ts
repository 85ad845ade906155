import { breaksWhenStoredWrong } from "../../../support/quality-event/samples.js";

breaksWhenStoredWrong("getNonconformance", "UPDATE il.nonconformance SET raised_by = repeat('x', 301) WHERE id = $1");
