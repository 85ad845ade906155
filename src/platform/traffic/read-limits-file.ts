import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { ConfigurationError } from "../../config/configuration.js";

/** Numbers of one client or plant in place of the settings; 0 sets no limit. */
export interface RequestCounts {
  readonly requestsPerMinute: number | undefined;
  readonly requestsPerDay: number | undefined;
}

/** Clients by id and plants by code whose numbers differ from the settings. */
export interface TrafficOverrides {
  readonly clients: ReadonlyMap<string, RequestCounts>;
  readonly plants: ReadonlyMap<string, RequestCounts>;
}

const GROUPS = ["clients", "plants"];
const COUNTS = ["requestsPerMinute", "requestsPerDay"];
const COUNT_MAX = 999_999_999;

/** Reads INTERLOCK_TRAFFIC_LIMITS_FILE. @throws ConfigurationError naming the file, the place and the remedy */
export function readLimitsFile(path: string | undefined): TrafficOverrides {
  if (path === undefined) return { clients: new Map(), plants: new Map() };
  const refuse = (reason: string): never => {
    throw new ConfigurationError(`INTERLOCK_TRAFFIC_LIMITS_FILE ${path}: ${reason}.`);
  };
  const root = readObject(load(path, refuse), "the file", GROUPS, refuse);
  return { clients: readGroup(root, "clients", refuse), plants: readGroup(root, "plants", refuse) };
}

type Refuse = (reason: string) => never;
type Members = Readonly<Record<string, unknown>>;

function load(path: string, refuse: Refuse): unknown {
  try {
    return parse(readFileSync(path, "utf8"), { maxAliasCount: 0 }) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return refuse(`it cannot be read as YAML (${reason.replace(/:$/, "")})`);
  }
}

function readGroup(root: Members, group: string, refuse: Refuse): ReadonlyMap<string, RequestCounts> {
  const entries = readObject(root[group] ?? {}, group, undefined, refuse);
  return new Map(
    Object.entries(entries).map(([name, value]) => {
      const place = `${group}.${name}`;
      const counts = readObject(value, place, COUNTS, refuse);
      const read = (member: string): number | undefined => readCount(counts[member], `${place}.${member}`, refuse);
      return [name, { requestsPerMinute: read("requestsPerMinute"), requestsPerDay: read("requestsPerDay") }];
    }),
  );
}

function readObject(value: unknown, place: string, known: readonly string[] | undefined, refuse: Refuse): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(`${place} must be a mapping${known === undefined ? "" : ` with ${known.join(" and ")}`}`);
  }
  const unknown = Object.keys(value).find((name) => known?.includes(name) === false);
  if (unknown !== undefined) refuse(`${place} has ${unknown}; it may have ${known?.join(" and ") ?? ""}`);
  return value as Members;
}

function readCount(value: unknown, place: string, refuse: Refuse): number | undefined {
  if (value === undefined) return undefined;
  const isCount = typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= COUNT_MAX;
  return isCount ? value : refuse(`${place} must be a whole number from 0, for no limit, to ${COUNT_MAX}`);
}
