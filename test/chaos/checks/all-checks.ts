import { auditIsUnbroken } from "./audit-is-unbroken.js";
import { chaosHasHappened } from "./chaos-has-happened.js";
import type { ChaosCheck } from "./check.js";
import { documentsAreSingle } from "./documents-are-single.js";
import { eventsArePublished } from "./events-are-published.js";
import { eventsAreStreamed } from "./events-are-streamed.js";
import { lanesAreInOrder } from "./lanes-are-in-order.js";
import { nothingIsLeft } from "./nothing-is-left.js";
import { ordersAreTerminal } from "./orders-are-terminal.js";
import { postingsAreSettled } from "./postings-are-settled.js";
import { quantitiesAreEqual } from "./quantities-are-equal.js";
import { reportsAreApplied } from "./reports-are-applied.js";

export const ALL_CHECKS: readonly ChaosCheck[] = [
  chaosHasHappened,
  ordersAreTerminal,
  reportsAreApplied,
  documentsAreSingle,
  quantitiesAreEqual,
  lanesAreInOrder,
  postingsAreSettled,
  nothingIsLeft,
  eventsArePublished,
  eventsAreStreamed,
  auditIsUnbroken,
];
