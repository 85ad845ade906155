import { DOCUMENTS_PER_ORDER } from "../chaos-order.js";
import { countOf, type PostingEvidence } from "../evidence.js";
import type { ChaosCheck } from "./check.js";

/** Every posting has ended with a document or visibly with a problem, and each order has all of its postings. */
export const postingsAreSettled: ChaosCheck = {
  name: "every posting is settled",
  run({ postings, orders, attempts }) {
    const counts = [...Map.groupBy(postings, ({ state }) => state)].map(([state, list]) => `${list.length} ${state}`);
    const byOrder = Map.groupBy(postings, ({ orderNumber }) => orderNumber);
    const completed = orders.filter(({ state }) => state === "COMPLETED");
    return {
      figures:
        `${counts.join(", ")}; ${postings.reduce((sum, posting) => sum + posting.attempts, 0)} attempts, ` +
        `${countOf(attempts, "SEND UNKNOWN")} unknown, ${abandoned(attempts)} abandoned by killed workers`,
      violations: [
        ...postings.flatMap(unsettled),
        ...completed.flatMap(({ orderNumber }) => incomplete(orderNumber, byOrder.get(orderNumber) ?? [])),
      ],
    };
  },
};

const abandoned = (attempts: Parameters<typeof countOf>[0]): number =>
  countOf(attempts, "SEND ABANDONED") + countOf(attempts, "PROBE ABANDONED");

function unsettled({ id, orderNumber, kind, state, problemCode, attempts, attemptRows }: PostingEvidence): string[] {
  const name = `${kind} ${id} of ${orderNumber}`;
  const isSettled = state === "POSTED" || (["PARKED", "DEAD"].includes(state) && problemCode !== null);
  return [
    ...(isSettled ? [] : [`${name} stays ${state}`]),
    ...(attempts === attemptRows ? [] : [`${name} counts ${attempts} attempts and has a record of ${attemptRows}`]),
  ];
}

function incomplete(orderNumber: string, postings: readonly PostingEvidence[]): string[] {
  return Object.entries(DOCUMENTS_PER_ORDER).flatMap(([kind, wanted]) => {
    const count = postings.filter((posting) => posting.kind === kind).length;
    return count === wanted ? [] : [`${orderNumber} has ${count} ${kind} postings instead of ${wanted}`];
  });
}
