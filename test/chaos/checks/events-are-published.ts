import { countOf, type Evidence } from "../evidence.js";
import type { ChaosCheck } from "./check.js";

/** The outbox is published without a gap, and each thing that happens once was told once. */
export const eventsArePublished: ChaosCheck = {
  name: "events are published, each once",
  run(evidence) {
    const { events, standing, eventsWithoutOwnPosition } = evidence;
    const total = events.reduce((sum, { count }) => sum + count, 0);
    return {
      figures: `${total} events, ${standing.eventsUnpublished} unpublished, ${eventsWithoutOwnPosition} out of place`,
      violations: [
        ...(standing.eventsUnpublished === 0 ? [] : [`${standing.eventsUnpublished} events are not published`]),
        ...(eventsWithoutOwnPosition === 0 ? [] : [`${eventsWithoutOwnPosition} positions are not 1, 2, 3 ...`]),
        ...expected(evidence).flatMap(({ name, wanted }) => {
          const count = countOf(events, name);
          return count === wanted ? [] : [`${count} events ${name} instead of ${wanted}`];
        }),
      ],
    };
  },
};

function expected({ orders, postings, confirmations }: Evidence): { name: string; wanted: number }[] {
  const passed = orders.filter(({ syncState }) => syncState !== "REJECTED").length;
  const acknowledged = orders.filter(({ syncState }) => syncState === "ACKNOWLEDGED").length;
  const applied = confirmations.filter(({ state }) => state === "APPLIED").length;
  return [
    { name: "production-order.released", wanted: orders.length },
    { name: "production-order.validated", wanted: passed },
    { name: "production-order.acknowledged", wanted: acknowledged },
    { name: "production-order.completed", wanted: orders.filter(({ state }) => state === "COMPLETED").length },
    { name: "posting.posted", wanted: postings.filter(({ state }) => state === "POSTED").length },
    // Two operations of four reports: started, two partial ones, completed.
    { name: "operation-confirmation.started", wanted: applied / 4 },
    { name: "operation-confirmation.partial", wanted: applied / 2 },
    { name: "operation-confirmation.completed", wanted: applied / 4 },
  ];
}
