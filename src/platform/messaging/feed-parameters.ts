import { InterlockError } from "../../kernel/problem.js";
import type { EventVersions, SpokenVersions } from "./event-versions.js";
import { messagingProblems } from "./problems.js";

const NAMES = ["after", "type", "key", "version", "limit"] as const;
/** As in the contracts of the events; the order number may itself contain a slash. */
const ORDER_KEY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}\/[A-Za-z0-9][A-Za-z0-9_.\-/]{0,19}$/;
/** What is about no order is ordered by the thing that it names. */
const THING_KEY =
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}\/(LOT|SERIAL|MATERIAL|WORK_CENTER)\/[A-Za-z0-9][A-Za-z0-9_.\-/~]{0,90}$/;
/** A contract line orders the events about contracts. */
const LINE_KEY = /^(openapi|asyncapi)\/[a-z][a-z0-9-]{0,62}\/v[1-9][0-9]{0,3}$/;

const SPOKEN = /^[a-z][a-z0-9-]{0,62}\/v[1-9][0-9]{0,3}$/;

/** The query of the event feed as it was sent. */
export type FeedParameters = Readonly<Partial<Record<(typeof NAMES)[number], string>>>;

/** @throws InterlockError FEED_QUERY_INVALID for unknown and repeated parameters and for a key that is none. */
export function readFeedParameters(query: Readonly<Record<string, unknown>>): FeedParameters {
  const parameters: Partial<Record<(typeof NAMES)[number], string>> = {};
  for (const [given, value] of Object.entries(query)) {
    const name = NAMES.find((candidate) => candidate === given);
    if (name === undefined)
      throw refusal(`${given.slice(0, 60)} is no parameter of the feed; use ${NAMES.join(", ")}.`);
    if (typeof value !== "string") throw refusal(`${name} is there more than once; send it once.`);
    parameters[name] = value;
  }
  const { key } = parameters;
  if (key !== undefined && ![ORDER_KEY, THING_KEY, LINE_KEY].some((form) => form.test(key))) {
    throw refusal(
      "key must be plant code and order number, such as P100/1000042, a thing of a plant, such as P100/LOT/RM-100~LOT-7, or a contract line, such as openapi/production-order/v1.",
    );
  }
  return parameters;
}

/** @throws InterlockError FEED_QUERY_INVALID when it is no list of `stream/vN` or names what the feed does not give */
export function readSpokenVersions(version: string | undefined, versions: EventVersions): SpokenVersions {
  const spoken = new Map<string, string>();
  for (const part of version?.split(",") ?? []) {
    const [stream = "", major = ""] = part.split("/");
    if (!SPOKEN.test(part) || spoken.has(stream))
      throw refusal("version must name each stream once, such as inventory-movement/v1, with commas between.");
    if (!versions.isSpoken(stream, major))
      throw refusal(`The feed has no ${stream} in ${major} besides the newest version; leave ${part} out.`);
    spoken.set(stream, major);
  }
  return spoken;
}

function refusal(detail: string): InterlockError {
  return new InterlockError(messagingProblems.FEED_QUERY_INVALID, { detail });
}
