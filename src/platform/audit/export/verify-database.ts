import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { AuditNode } from "../node/audit-node.js";
import { commitTo } from "../personal-data.js";
import { type Failure, type LogSource, type Report, type VerifyOptions, verifyLog } from "../verifier/verify.js";
import type { DatabaseLog } from "./database-log.js";

/** Tables that nobody may change, and the triggers each of them and each partition has to have. */
const MISSING_GUARDS = `
  WITH guarded AS (
    SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'il'
    WHERE c.relname IN ('audit_entry', 'audit_batch', 'audit_checkpoint')
      OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'il.audit_entry'::regclass))
  SELECT g.relname || ' ' || w.what AS name
  FROM guarded g CROSS JOIN (VALUES ('UPDATE', 16), ('DELETE', 8), ('TRUNCATE', 32)) w(what, bit)
  WHERE NOT EXISTS (
    SELECT 1 FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgrelid = g.oid AND t.tgenabled IN ('O', 'A') AND p.proname = 'refuse_change' AND t.tgtype & w.bit <> 0)
  ORDER BY 1`;

/** Entries that were decided before the last round and have no place: nobody sequences, or somebody hides them. */
const FORGOTTEN_ENTRIES = `
  SELECT count(*)::int AS count FROM il.audit_entry e
  WHERE e.at < clock_timestamp() - interval '1 minute'
    AND NOT EXISTS (SELECT 1 FROM il.audit_place p WHERE p.entry_id = e.id)`;

const PERSONAL_VALUES = `
  SELECT commitment, value, salt FROM il.audit_pii WHERE commitment > $1 ORDER BY commitment LIMIT 1000`;

/**
 * Verifies the log where it lives. Besides what an export proves it checks what only the database and the keys can
 * tell: codes of the writing processes, guards, entries without a place and kept personal values.
 */
export async function verifyDatabase(
  unitOfWork: UnitOfWork,
  log: DatabaseLog,
  options: VerifyOptions & { readonly node: AuditNode },
): Promise<Report | undefined> {
  const source = await log.open();
  if (source === undefined) return undefined;
  const codes = new CodeCheck(source, options.node);
  const report = await verifyLog(codes.source, options);
  const failures = [...report.failures, ...codes.failures, ...(await checkDatabase(unitOfWork))];
  const seqs = failures.map(({ seq }) => seq).filter((seq) => seq !== null);
  return {
    ...report,
    ok: failures.length === 0,
    failures,
    firstBadSeq: seqs.length === 0 ? null : Math.min(...seqs),
  };
}

/** Checks the code of each entry on its way to the verifier. */
class CodeCheck {
  readonly failures: Failure[] = [];
  readonly source: LogSource;

  constructor(
    private readonly given: LogSource,
    private readonly node: AuditNode,
  ) {
    this.source = { ...given, entries: () => this.#entries() };
  }

  async *#entries(): AsyncGenerator<{ seq: number; text: string }> {
    for await (const entry of this.given.entries()) {
      const mac = "mac" in entry ? entry.mac : undefined;
      if (mac !== this.node.mac(entry.text) && this.failures.length < 100) {
        const message = `entry ${entry.seq} does not carry the code of a process of this installation`;
        this.failures.push({ seq: entry.seq, kind: "MAC_INVALID", message });
      }
      yield entry;
    }
  }
}

async function checkDatabase(unitOfWork: UnitOfWork): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const { name } of await unitOfWork.read<{ name: string }>(MISSING_GUARDS)) {
    failures.push({
      seq: null,
      kind: "GUARD_MISSING",
      message: `no trigger refuses ${name.split(" ").toReversed().join(" of il.")}`,
    });
  }
  const [forgotten] = await unitOfWork.read<{ count: number }>(FORGOTTEN_ENTRIES);
  if ((forgotten?.count ?? 0) > 0) {
    const message = `${forgotten?.count ?? 0} entries older than a minute have no place in the log; is a process running?`;
    failures.push({ seq: null, kind: "NOT_SEQUENCED", message });
  }
  return [...failures, ...(await checkPersonalValues(unitOfWork))];
}

async function checkPersonalValues(unitOfWork: UnitOfWork): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (let last = "", isMore = true; isMore;) {
    const rows = await unitOfWork.read<{ commitment: string; value: string; salt: string }>(PERSONAL_VALUES, [last]);
    for (const { commitment, value, salt } of rows) {
      if (commitTo(salt, value) === commitment) continue;
      failures.push({
        seq: null,
        kind: "PERSONAL_VALUE_CHANGED",
        message: `the value kept for commitment ${commitment} is another one`,
      });
    }
    isMore = rows.length === 1000;
    last = rows.at(-1)?.commitment ?? last;
  }
  return failures;
}
