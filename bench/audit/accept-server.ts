import { Pool } from "pg";
import { AuditLog, type PreparedEntry } from "../../src/platform/audit/audit-log.js";
import { AuditRuntime } from "../../src/platform/audit/audit-runtime.js";

/**
 * The server of bench/accept with the audit on, off, or written but not sequenced; the third argument says which.
 * The product has no such switch, so the measurement takes the audit out of statement, request and background itself.
 */
const AUDITED = /,\s*audited AS \(\s*INSERT INTO il\.audit_entry [^;]*? FROM stored\)/;
const NO_ENTRY: PreparedEntry = { nodeSeq: 1, text: "null", mac: "", commitments: [] };

interface NamedQuery {
  readonly name: string;
  readonly text: string;
}

function isAccept(query: unknown): query is NamedQuery {
  return typeof query === "object" && query !== null && "name" in query && String(query.name).startsWith("accept-");
}

function takeAuditOut(): void {
  const send = Reflect.get(Pool.prototype, "query") as (this: Pool, ...given: unknown[]) => unknown;
  const texts = new Map<string, string>();
  const withoutAudit = ({ name, text }: NamedQuery): string => {
    const known = texts.get(name) ?? text.replace(AUDITED, "");
    if (known === text) throw new Error(`${name} has no audit that could be taken out`);
    texts.set(name, known);
    return known;
  };
  Object.assign(Pool.prototype, {
    query(this: Pool, query: unknown, ...rest: unknown[]): unknown {
      return send.call(this, isAccept(query) ? { ...query, text: withoutAudit(query) } : query, ...rest);
    },
  });
  AuditLog.prototype.prepare = () => NO_ENTRY;
  AuditLog.prototype.append = () => Promise.resolve();
  takeSequencerOut();
}

/** Entries are written and wait: what the rest of the way costs beside the requests is the difference. */
function takeSequencerOut(): void {
  AuditRuntime.prototype.onApplicationBootstrap = () => undefined;
}

if (process.argv[4] === "off") takeAuditOut();
if (process.argv[4] === "unsequenced") takeSequencerOut();
await import("../accept/interlock.js");
