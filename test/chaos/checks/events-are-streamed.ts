import type { ChaosCheck } from "./check.js";

/** JetStream holds every published event once on each subject, and those of each key in the order of the feed. */
export const eventsAreStreamed: ChaosCheck = {
  name: "events are in JetStream, each once and in order",
  applies: ({ streamed }) => streamed !== undefined,
  run({ published, streamed = [] }) {
    const places = new Map(published.map(({ id }, index) => [id, index]));
    const seen = new Set(streamed.map(({ id }) => id));
    const lost = published.filter(({ id }) => !seen.has(id));
    const repeated = streamed.length - new Set(streamed.map(({ id, subject }) => `${id} on ${subject}`)).size;
    const strangers = streamed.filter(({ id }) => !places.has(id));
    const inverted = [...Map.groupBy(streamed, ({ key }) => key)].flatMap(([key, list]) =>
      list.some(({ id }, index) => index > 0 && (places.get(id) ?? 0) < (places.get(list[index - 1]?.id ?? "") ?? 0))
        ? [key]
        : [],
    );
    return {
      figures: `${streamed.length} messages in JetStream of ${published.length} published events, ${inverted.length} keys out of order`,
      violations: [
        ...lost.map(({ id, key }) => `event ${id} of ${key} is not in JetStream`),
        ...(repeated === 0 ? [] : [`${repeated} events are there twice`]),
        ...strangers.map(({ id }) => `event ${id} in JetStream was never published`),
        ...inverted.map((key) => `events of ${key} are out of order`),
      ],
    };
  },
};
