import { FieldTally } from "./field-tally.js";
import type { ObservedCall, UsageObserver } from "./usage-observer.js";

/** Who called what; counts are kept apart for each. */
export interface UsageKey {
  readonly clientId: string;
  /** Empty where the operation has no plant of its own. */
  readonly plantCode: string;
  readonly api: string;
  readonly version: string;
  readonly operation: string;
}

/** What was counted for one key since the last collection. */
export interface UsageTally extends UsageKey {
  readonly calls: number;
  readonly request: FieldTally;
  /** Of a sample of the answers: `answer.bodies` says of how many. */
  readonly answer: FieldTally;
}

/** Everything counted since the last collection. */
export interface CollectedUsage {
  readonly tallies: readonly UsageTally[];
  /** Calls that were made and found no room; they are missing in every count. */
  readonly lostCalls: number;
}

const KEYS_MAX = 5000;
const FIELDS_MAX = 1000;
/** The first answers of each collection are all looked at, then every sixteenth: they have to be parsed for it. */
const ANSWERS_ALWAYS = 4;
const ANSWER_SAMPLE = 16;
/** A longer answer would hold up the event loop; it is not looked at. */
const ANSWER_LENGTH_MAX = 200_000;

interface OpenTally extends UsageKey {
  calls: number;
  answers: number;
  readonly request: FieldTally;
  readonly answer: FieldTally;
}

/**
 * Counts in memory, exactly for calls and fields of requests, by a sample for fields of answers. Cheap enough to stay
 * on: a look-up per call and one per field.
 */
export class UsageCounter implements UsageObserver {
  #tallies = new Map<string, OpenTally>();
  #lostCalls = 0;

  observe(call: ObservedCall): void {
    const tally = this.#tallyOf(call);
    if (tally === undefined) {
      this.#lostCalls += 1;
      return;
    }
    tally.calls += 1;
    if (call.requestBody !== undefined) tally.request.count(call.requestBody);
    if (call.answerText !== undefined) countAnswer(tally, call.answerText);
  }

  /** Hands over what was counted and starts anew. */
  collect(): CollectedUsage {
    const collected = { tallies: [...this.#tallies.values()], lostCalls: this.#lostCalls };
    this.#tallies = new Map();
    this.#lostCalls = 0;
    return collected;
  }

  #tallyOf({ clientId, plantCode = "", api, version, operation }: ObservedCall): OpenTally | undefined {
    const key = `${clientId}\n${plantCode}\n${api}\n${version}\n${operation}`;
    const known = this.#tallies.get(key);
    if (known !== undefined) return known;
    if (this.#tallies.size >= KEYS_MAX) return undefined;
    const [request, answer] = [new FieldTally(FIELDS_MAX), new FieldTally(FIELDS_MAX)];
    const tally = { clientId, plantCode, api, version, operation, calls: 0, answers: 0, request, answer };
    this.#tallies.set(key, tally);
    return tally;
  }
}

function countAnswer(tally: OpenTally, text: string): void {
  tally.answers += 1;
  const isSampled = tally.answers <= ANSWERS_ALWAYS || tally.answers % ANSWER_SAMPLE === 0;
  if (isSampled && text.length <= ANSWER_LENGTH_MAX) tally.answer.count(JSON.parse(text));
}
