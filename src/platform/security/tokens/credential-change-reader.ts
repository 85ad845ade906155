import type { UnitOfWork } from "../../persistence/unit-of-work.js";

const LAST = `SELECT coalesce(max(id), 0)::text AS id FROM il.credential_change`;
/** More than one page never lies behind for long: the next second reads on. */
const AFTER = `
  SELECT id::text, client_id AS "clientId" FROM il.credential_change WHERE id > $1::bigint ORDER BY id LIMIT 1000`;

/**
 * Clients of which a credential was changed or ended, in any process. Ids become visible in their order (the trigger
 * holds a lock until its transaction ends), so nothing after the last one that was read is ever missed.
 */
export class CredentialChangeReader {
  #lastId: string | undefined;

  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  /** The first call only finds the end: what changed before the process began is in no memory of it. */
  async readNew(): Promise<readonly string[]> {
    if (this.#lastId === undefined) {
      this.#lastId = (await this.unitOfWork.read<{ readonly id: string }>(LAST))[0]?.id ?? "0";
      return [];
    }
    const changes = await this.unitOfWork.read<{ readonly id: string; readonly clientId: string }>(AFTER, [
      this.#lastId,
    ]);
    this.#lastId = changes.at(-1)?.id ?? this.#lastId;
    return changes.map(({ clientId }) => clientId);
  }
}
