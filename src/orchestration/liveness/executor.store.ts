import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";

/** Also puts the row back that a peer deleted when it took this process for dead. */
export const BEAT = `
  INSERT INTO il.executor (id, host, pid) VALUES ($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET beat_at = now()`;

const SELECT_DEAD = `
  SELECT id FROM il.executor WHERE id <> $1 AND beat_at < now() - $2 * interval '1 millisecond'`;

/** An executor that has come back meanwhile keeps its row. */
const DELETE_DEAD = `DELETE FROM il.executor WHERE id = $1 AND beat_at < now() - $2 * interval '1 millisecond'`;

const DELETE_OWN = `DELETE FROM il.executor WHERE id = $1`;

const SELECT_KNOWN = `SELECT id FROM il.executor`;

/** SQL of il.executor; one row per worker process that is alive. */
export class ExecutorStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Peers whose last beat is older than the timeout by the clock of the database. */
  async selectDead(ownId: string, timeoutMs: number): Promise<string[]> {
    return (await this.unitOfWork.read<{ id: string }>(SELECT_DEAD, [ownId, timeoutMs])).map((row) => row.id);
  }

  async deleteDead(id: string, timeoutMs: number): Promise<void> {
    await this.unitOfWork.read(DELETE_DEAD, [id, timeoutMs]);
  }

  async deleteOwn(id: string): Promise<void> {
    await this.unitOfWork.read(DELETE_OWN, [id]);
  }

  async selectKnown(): Promise<string[]> {
    return (await this.unitOfWork.read<{ id: string }>(SELECT_KNOWN)).map((row) => row.id);
  }
}
