import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, systemClock } from "../../src/kernel/clock.js";
import { AuditLog, type AuditIntent } from "../../src/platform/audit/audit-log.js";
import { AuditKeys } from "../../src/platform/audit/checkpoint/audit-keys.js";
import { DatabaseLog } from "../../src/platform/audit/export/database-log.js";
import { AuditNode } from "../../src/platform/audit/node/audit-node.js";
import { NodeChronicle } from "../../src/platform/audit/node/node-chronicle.js";
import { AuditReader } from "../../src/platform/audit/reads/audit-reader.js";
import { type RoundResult, Sequencer } from "../../src/platform/audit/sequencer/sequencer.js";
import { type Database, openDatabase } from "../../src/platform/persistence/open-database.js";
import { createTestDatabase, type TestDatabase } from "../support/test-database.js";

/** One writing process with its keys on a database of its own; more of them can be added. */
export class AuditStage {
  readonly folder = mkdtempSync(join(tmpdir(), "interlock-audit-"));
  readonly keys = AuditKeys.open(join(this.folder, "keys"));
  readonly log = this.newLog();
  /** Writes entries of its own; a test that empties the log gives it a new life with `newSequencer`. */
  sequencer: Sequencer;
  readonly reader: AuditReader;
  readonly databaseLog: DatabaseLog;
  /** All checkpoints that were signed, as a witness would have kept them. */
  readonly notes: string[] = [];

  private constructor(
    readonly database: Database,
    private readonly testDatabase: TestDatabase,
  ) {
    this.sequencer = this.newSequencer();
    this.reader = new AuditReader(database.unitOfWork, this.log);
    this.databaseLog = new DatabaseLog(database.unitOfWork);
  }

  static async open(): Promise<AuditStage> {
    const testDatabase = await createTestDatabase();
    const settings = { databaseUrl: testDatabase.url, databaseConnections: 8, role: "all" } as const;
    return new AuditStage(await openDatabase(settings, () => undefined), testDatabase);
  }

  get url(): string {
    return this.testDatabase.url;
  }

  newLog(clock: Clock = systemClock): AuditLog {
    return new AuditLog(clock, new AuditNode(clock, this.keys.macKey));
  }

  newSequencer(): Sequencer {
    return new Sequencer(this.database.unitOfWork, this.newLog(), this.keys);
  }

  chronicle(log: AuditLog = this.log): NodeChronicle {
    return new NodeChronicle(this.database.unitOfWork, log);
  }

  async write(count: number, log: AuditLog = this.log): Promise<void> {
    for (let written = 0; written < count; written++) {
      await this.database.unitOfWork.run((tx) => log.append(tx, [sampleIntent(written)]));
    }
  }

  /** A change that fails after its entry was written. */
  async writeAndFail(log: AuditLog = this.log): Promise<void> {
    const failure = new Error("undone");
    const work = this.database.unitOfWork.run(async (tx) => {
      await log.append(tx, [sampleIntent(0)]);
      throw failure;
    });
    await work.catch((error: unknown) => {
      if (error !== failure) throw error;
    });
  }

  /** Rounds until nothing is left; the last one signs. */
  async sequence(): Promise<RoundResult[]> {
    const results: RoundResult[] = [];
    do {
      const result = await this.sequencer.runRound(true);
      this.notes.push(...result.notes);
      results.push(result);
    } while ((results.at(-1)?.sequenced ?? 0) > 0 && results.length < 100);
    return results;
  }

  /** Runs SQL as whoever has the whole database in his hands: no guard stops him. */
  async tamper(...statements: string[]): Promise<void> {
    await this.database.unitOfWork.run(async (tx) => {
      await tx.query("SET LOCAL session_replication_role = replica");
      for (const statement of statements) await tx.query(statement);
    });
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.testDatabase.drop();
    rmSync(this.folder, { recursive: true });
  }
}

export function sampleIntent(number: number): AuditIntent {
  return {
    actor: "erp",
    action: "order:release",
    resourceType: "production-order",
    resourceId: `order-${number}`,
    plantCode: "P100",
    correlationId: `correlation-${number}`,
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    before: { revision: number },
    after: { revision: number + 1, note: 'Größe 12 \u2028 "ü"' },
  };
}
