/** Test stage of this folder: recovery on the stage of delivery, which has a real database and the ERP simulator. */
import pino from "pino";
import { DeliveryStage, type StageWorker } from "../delivery/delivery-stage.js";
import type { NewPosting } from "../delivery/posting.js";
import { RecordFoundDocument, ReleaseParkedPosting, ReplayPosting } from "../delivery/public.js";
import { systemClock } from "../kernel/clock.js";
import { Approvals } from "../platform/approvals/public.js";
import type { CloudEvent } from "../platform/messaging/cloud-event.js";
import { loadEventContracts } from "../platform/messaging/event-contracts.js";
import { Outbox } from "../platform/messaging/outbox.js";
import type { RecoveryActor } from "./recovery-actor.js";
import { DryRunReplay } from "./replay/dry-run-replay.js";
import { ReplayCandidates } from "./replay/replay-candidates.js";
import type { ReplayJob } from "./replay/replay-job.js";
import { ReplayStepRunner } from "./replay/replay-step.js";
import { ReplayStore } from "./replay/replay.store.js";
import { RequestReplay } from "./replay/request-replay.js";
import { RunReplays } from "./replay/run-replays.js";
import { SteerReplay } from "./replay/steer-replay.js";

export const actorOf = (clientId: string): RecoveryActor => ({
  clientId,
  correlationId: "test",
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
});

/** Steps by which a posting that was never sent becomes a stopped one; the database allows no shorter way. */
const STOP = `
  UPDATE il.posting SET state = $2, attempts = 1, problem = $3::json, updated_at = clock_timestamp() WHERE id = ANY($1)`;

export class RecoveryStage {
  readonly worker: StageWorker;
  readonly approvals: Approvals;
  readonly outbox: Outbox;
  readonly store: ReplayStore;
  readonly requests: RequestReplay;
  readonly steering: SteerReplay;
  readonly runs: RunReplays;
  /** When the plant's profile was applied. */
  profileAppliedAt = new Date(0);

  private constructor(readonly delivery: DeliveryStage) {
    const { unitOfWork, audit, ids, connectors, listeners } = delivery;
    const plants = {
      find: async () => ({
        plantCode: "P100",
        version: 1,
        checksum: "",
        appliedBy: "test",
        profile: delivery.profile,
        appliedAt: this.profileAppliedAt,
      }),
    };
    this.worker = delivery.worker("recovery");
    this.approvals = new Approvals(audit, ids);
    this.store = new ReplayStore(unitOfWork);
    const dryRun = new DryRunReplay(plants, connectors);
    const candidates = new ReplayCandidates(unitOfWork);
    const parts = { candidates, dryRun, store: this.store, approvals: this.approvals, audit };
    this.requests = new RequestReplay(unitOfWork, parts, ids, systemClock);
    this.steering = new SteerReplay(unitOfWork, this.store, this.approvals, audit);
    const contracts = loadEventContracts();
    this.outbox = new Outbox(ids, systemClock, (event) => contracts.validateEvent(event));
    const found = new RecordFoundDocument(unitOfWork, listeners, audit, this.outbox, "recovery");
    const releasing = new ReleaseParkedPosting(this.worker.transitions);
    const replaying = new ReplayPosting(releasing, listeners, this.outbox);
    const steps = new ReplayStepRunner(unitOfWork, plants, connectors, replaying, found);
    this.runs = new RunReplays(unitOfWork, steps, audit, pino({ level: "silent" }));
  }

  static async open(): Promise<RecoveryStage> {
    return new RecoveryStage(await DeliveryStage.open());
  }

  close(): Promise<void> {
    return this.delivery.close();
  }

  /** Enqueues postings, each of an order of its own unless they say otherwise. @returns their ids in the same order */
  async enqueue(postings: readonly NewPosting[]): Promise<string[]> {
    await this.delivery.unitOfWork.run((tx) => this.delivery.ledger.enqueue(tx, postings));
    const sources = postings.map(({ sourceId }) => sourceId);
    const rows = await this.delivery.unitOfWork.read<{ id: string }>(
      "SELECT id FROM il.posting WHERE source_id = ANY($1) ORDER BY seq",
      [sources],
    );
    return rows.map(({ id }) => id);
  }

  async die(ids: readonly string[]): Promise<void> {
    const problem = {
      code: "ERP_UNAVAILABLE",
      class: "TECHNICAL",
      erp: { system: "ERP1", code: "HTTP/503", text: "down" },
    };
    for (const state of ["POSTING", "RETRY_WAIT", "DEAD"]) await this.#move(ids, state, problem);
  }

  async park(ids: readonly string[], code: string, erpCode: string): Promise<void> {
    const problem = { code, class: "BUSINESS", erp: { system: "ERP1", code: erpCode, text: "refused" } };
    for (const state of ["POSTING", "PARKED"]) await this.#move(ids, state, problem);
  }

  /** Brings the document into the ERP behind the ledger's back, as a send whose answer was lost. */
  async bringToErp(ids: readonly string[]): Promise<void> {
    const connector = this.delivery.connectors.erp(this.delivery.profile);
    const rows = await this.delivery.unitOfWork.read<{ document: NewPosting["document"]; external_key: string }>(
      "SELECT document, external_key FROM il.posting WHERE id = ANY($1) ORDER BY seq",
      [ids],
    );
    for (const { document, external_key } of rows) await connector.send(document, external_key);
  }

  async job(id: string): Promise<ReplayJob> {
    const job = await this.store.find(id);
    if (job === undefined) throw new Error(`no replay ${id}`);
    return job;
  }

  /** Events that were written, oldest first. @param name pattern of LIKE */
  async events(name: string): Promise<CloudEvent[]> {
    const rows = await this.delivery.unitOfWork.read<{ event: CloudEvent }>(
      "SELECT event::json AS event FROM il.outbox WHERE type LIKE $1 ORDER BY id",
      [`com.interlock.${name}`],
    );
    return rows.map(({ event }) => event);
  }

  async approve(job: ReplayJob, approver: string): Promise<void> {
    const vote = { proposalId: job.proposalId, approver, contentHash: job.contentHash, reason: "the ERP is back" };
    await this.delivery.unitOfWork.run((tx) =>
      this.approvals.approve(tx, vote, { actor: approver, correlationId: "test" }),
    );
  }

  /** Rounds of the run and drains of the lanes until the replay ends. */
  async runToEnd(id: string): Promise<ReplayJob> {
    for (let round = 0; round < 2_000; round++) {
      await this.runs.round();
      await this.delivery.drainOnce(this.worker);
      const job = await this.job(id);
      if (job.state !== "RUNNING") return job;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`replay ${id} does not end: ${JSON.stringify(await this.job(id))}`);
  }

  /** The states one after the other, with the problem of an ERP that does not answer. */
  async step(ids: readonly string[], states: readonly string[]): Promise<void> {
    for (const state of states) await this.#move(ids, state, { code: "ERP_UNAVAILABLE", class: "TECHNICAL" });
  }

  async #move(ids: readonly string[], state: string, problem: object): Promise<void> {
    await this.delivery.unitOfWork.read(STOP, [ids, state, JSON.stringify(problem)]);
  }
}
