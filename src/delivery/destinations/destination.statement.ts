import type { Problem } from "../../kernel/problem.js";
import { type BreakerState, type DestinationRecord, type DestinationShare } from "./destination-record.js";

const epochMs = (column: string): string => `extract(epoch FROM ${column})::float8 * 1000`;

const COLUMNS = `name, breaker, problem, ${epochMs("opened_at")} AS opened_at_ms, ${epochMs("open_until")} AS open_until_ms,
  prober, ${epochMs("recovered_at")} AS recovered_at_ms, tokens,
  CASE WHEN isfinite(tokens_at) THEN ${epochMs("tokens_at")} END AS tokens_at_ms, shares,
  ${epochMs("clock_timestamp()")} AS now_ms`;

/** $1 name */
export const ADD_DESTINATION = "INSERT INTO il.destination (name) VALUES ($1) ON CONFLICT DO NOTHING";

/** $1 name */
export const LOCK_DESTINATION = `SELECT ${COLUMNS} FROM il.destination WHERE name = $1 FOR UPDATE`;

export const READ_DESTINATIONS = `SELECT ${COLUMNS} FROM il.destination ORDER BY name`;

/** $1 worker. Destinations of which it may use something. */
export const DESTINATIONS_OF_WORKER = "SELECT name FROM il.destination WHERE shares -> $1 IS NOT NULL OR prober = $1";

const instant = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

/** $1 name, $2 breaker, $3 problem, times in ms: $4 opened, $5 open until, $7 recovered, $9 tokens; $6 prober, $8 tokens, $10 shares */
export const WRITE_DESTINATION = `
  UPDATE il.destination SET breaker = $2, problem = $3::json, opened_at = ${instant("$4")}, open_until = ${instant("$5")},
    prober = $6, recovered_at = ${instant("$7")}, tokens = $8, tokens_at = coalesce(${instant("$9")}, '-infinity'),
    shares = $10::json, updated_at = clock_timestamp()
  WHERE name = $1`;

/** What COLUMNS returns. */
export interface DestinationRow {
  readonly name: string;
  readonly breaker: BreakerState;
  readonly problem: Problem | null;
  readonly opened_at_ms: number | null;
  readonly open_until_ms: number | null;
  readonly prober: string | null;
  readonly recovered_at_ms: number | null;
  readonly tokens: number;
  readonly tokens_at_ms: number | null;
  readonly shares: Readonly<Record<string, DestinationShare>>;
  readonly now_ms: number;
}

export function toDestination(row: DestinationRow): DestinationRecord {
  return {
    name: row.name,
    breaker: row.breaker,
    problem: row.problem ?? undefined,
    openedAtMs: row.opened_at_ms ?? undefined,
    openUntilMs: row.open_until_ms ?? undefined,
    prober: row.prober ?? undefined,
    recoveredAtMs: row.recovered_at_ms ?? undefined,
    tokens: row.tokens,
    tokensAtMs: row.tokens_at_ms ?? Number.NEGATIVE_INFINITY,
    shares: row.shares,
  };
}

export function destinationValues(record: DestinationRecord): unknown[] {
  const { name, breaker, problem, openedAtMs, openUntilMs, prober, recoveredAtMs, tokens, tokensAtMs } = record;
  return [
    name,
    breaker,
    problem === undefined ? null : JSON.stringify(problem),
    openedAtMs ?? null,
    openUntilMs ?? null,
    prober ?? null,
    recoveredAtMs ?? null,
    tokens,
    Number.isFinite(tokensAtMs) ? tokensAtMs : null,
    JSON.stringify(record.shares),
  ];
}
