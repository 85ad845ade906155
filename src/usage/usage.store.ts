import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { CollectedUsage, UsageTally } from "./usage-counter.js";
import type {
  FieldDirection,
  ObservationWindow,
  RecordedCalls,
  RecordedField,
  RecordedUsage,
} from "./recorded-usage.js";

/** Which recorder writes, and for which time. */
export interface UsageBatch extends CollectedUsage {
  /** One per process start. */
  readonly recorderId: string;
  readonly startedAt: Date;
  readonly until: Date;
}

/** Sorted and summed up, so that processes never wait for one another in a circle and no row is touched twice. */
const ADD_CALLS = `
  INSERT INTO il.usage_call (day, client_id, plant_code, api, version, operation, calls, requests, answers, is_complete)
  SELECT $1::date, c, p, a, v, o, sum(n), sum(r), sum(s), bool_and(f)
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bool[])
    AS t (c, p, a, v, o, n, r, s, f)
  GROUP BY c, p, a, v, o ORDER BY c, p, a, v, o
  ON CONFLICT (api, version, operation, client_id, plant_code, day) DO UPDATE SET
    calls = usage_call.calls + EXCLUDED.calls, requests = usage_call.requests + EXCLUDED.requests,
    answers = usage_call.answers + EXCLUDED.answers, is_complete = usage_call.is_complete AND EXCLUDED.is_complete`;

const ADD_FIELDS = `
  INSERT INTO il.usage_field (day, client_id, plant_code, api, version, operation, direction, field, calls)
  SELECT $1::date, c, p, a, v, o, d, f, sum(n)
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[])
    AS t (c, p, a, v, o, d, f, n)
  GROUP BY c, p, a, v, o, d, f ORDER BY c, p, a, v, o, d, f
  ON CONFLICT (api, version, operation, client_id, plant_code, direction, field, day)
    DO UPDATE SET calls = usage_field.calls + EXCLUDED.calls`;

const EXTEND_WINDOW = `
  INSERT INTO il.usage_window (recorder_id, started_at, observed_until, lost_calls) VALUES ($1, $2, $3, $4)
  ON CONFLICT (recorder_id) DO UPDATE SET observed_until = EXCLUDED.observed_until,
    lost_calls = usage_window.lost_calls + EXCLUDED.lost_calls`;

const READ_WINDOWS = `
  SELECT started_at AS "startedAt", observed_until AS "observedUntil", lost_calls::int AS "lostCalls"
  FROM il.usage_window WHERE observed_until >= $1 ORDER BY started_at`;

const READ_CALLS = `
  SELECT operation, client_id AS "clientId", plant_code AS "plantCode", sum(calls)::float8 AS calls,
    sum(requests)::float8 AS requests, sum(answers)::float8 AS answers, bool_and(is_complete) AS "isComplete",
    max(day)::text AS "lastDay"
  FROM il.usage_call WHERE api = $1 AND version = $2 AND day >= $3::date
  GROUP BY operation, client_id, plant_code ORDER BY operation, client_id, plant_code`;

const READ_FIELDS = `
  SELECT operation, client_id AS "clientId", plant_code AS "plantCode", direction, field, sum(calls)::float8 AS calls
  FROM il.usage_field WHERE api = $1 AND version = $2 AND day >= $3::date
  GROUP BY operation, client_id, plant_code, direction, field ORDER BY operation, client_id, plant_code, direction, field`;

const READ_FIELDS_OF_OPERATION = `
  SELECT operation, client_id AS "clientId", plant_code AS "plantCode", direction, field, sum(calls)::float8 AS calls
  FROM il.usage_field WHERE api = $1 AND version = $2 AND operation = $3 AND day >= $4::date
  GROUP BY operation, client_id, plant_code, direction, field
  ORDER BY client_id, plant_code, direction, field LIMIT $5`;

/** Fields of one operation that are read at once; more mark its calls as not looked at completely. */
const FIELDS_MAX = 20_000;

const FORGET_CALLS = `DELETE FROM il.usage_call WHERE day < $1::date`;
const FORGET_FIELDS = `DELETE FROM il.usage_field WHERE day < $1::date`;
const FORGET_WINDOWS = `DELETE FROM il.usage_window WHERE observed_until < $1`;

/** Counts per day in the tables il.usage_*. */
export class UsageStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async add(tx: Tx, { recorderId, startedAt, until, tallies, lostCalls }: UsageBatch): Promise<void> {
    const day = dayOf(until);
    if (tallies.length > 0) {
      const column = <Value>(read: (tally: UsageTally) => Value): Value[] => tallies.map(read);
      await tx.query(ADD_CALLS, [
        day,
        ...keyColumns(tallies),
        column(({ calls }) => calls),
        column(({ request }) => request.bodies),
        column(({ answer }) => answer.bodies),
        column(({ request, answer }) => request.isComplete && answer.isComplete),
      ]);
      await this.#addFields(tx, day, tallies);
    }
    await tx.query(EXTEND_WINDOW, [recorderId, startedAt, until, lostCalls]);
  }

  /** @param since first day that counts; older counts are left out */
  async read(api: string, version: string, since: Date): Promise<RecordedUsage> {
    const [windows, calls, fields] = await Promise.all([
      this.unitOfWork.read<ObservationWindow>(READ_WINDOWS, [since]),
      this.unitOfWork.read<RecordedCalls>(READ_CALLS, [api, version, dayOf(since)]),
      this.unitOfWork.read<RecordedField>(READ_FIELDS, [api, version, dayOf(since)]),
    ]);
    return { since, windows, calls, fields };
  }

  /** Calls of every operation with the fields of one, or of none; where they are too many, its calls say so. */
  async readOperation(
    api: string,
    version: string,
    operation: string | undefined,
    since: Date,
  ): Promise<RecordedUsage> {
    const [windows, calls, found] = await Promise.all([
      this.unitOfWork.read<ObservationWindow>(READ_WINDOWS, [since]),
      this.unitOfWork.read<RecordedCalls>(READ_CALLS, [api, version, dayOf(since)]),
      operation === undefined
        ? []
        : this.unitOfWork.read<RecordedField>(READ_FIELDS_OF_OPERATION, [
            api,
            version,
            operation,
            dayOf(since),
            FIELDS_MAX + 1,
          ]),
    ]);
    const isCut = found.length > FIELDS_MAX;
    const told = calls.map((own) => (isCut && own.operation === operation ? { ...own, isComplete: false } : own));
    return { since, windows, calls: told, fields: found.slice(0, FIELDS_MAX) };
  }

  /** Drops what was counted before that day. */
  async forget(tx: Tx, before: Date): Promise<void> {
    await tx.query(FORGET_CALLS, [dayOf(before)]);
    await tx.query(FORGET_FIELDS, [dayOf(before)]);
    await tx.query(FORGET_WINDOWS, [before]);
  }

  async #addFields(tx: Tx, day: string, tallies: readonly UsageTally[]): Promise<void> {
    const rows = tallies.flatMap((tally) => [...fieldRows(tally, "request"), ...fieldRows(tally, "response")]);
    if (rows.length === 0) return;
    await tx.query(ADD_FIELDS, [
      day,
      ...keyColumns(rows.map(({ tally }) => tally)),
      rows.map(({ direction }) => direction),
      rows.map(({ field }) => field),
      rows.map(({ calls }) => calls),
    ]);
  }
}

interface FieldRow {
  readonly tally: UsageTally;
  readonly direction: FieldDirection;
  readonly field: string;
  readonly calls: number;
}

function fieldRows(tally: UsageTally, direction: FieldDirection): FieldRow[] {
  const fields = direction === "request" ? tally.request : tally.answer;
  if (fields.bodies === 0) return [];
  return [...fields.counts()].map(({ field, calls }) => ({ tally, direction, field, calls }));
}

function keyColumns(tallies: readonly UsageTally[]): string[][] {
  const keys = ["clientId", "plantCode", "api", "version", "operation"] as const;
  return keys.map((key) => tallies.map((tally) => tally[key]));
}

/** Days are those of UTC, in every process alike. */
function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
