import type { AuditLog } from "../../platform/audit/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { addTags, addToBranch, ensureParticipants, ensureVersion } from "../participants/ensure-version.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import { storePublication } from "./store-publication.js";
import type { PublishedPact, SubmittedPact } from "./submitted-pact.js";

export type { PublishedPact, SubmittedPact } from "./submitted-pact.js";

/** What a consumer publishes for one of its versions. */
export interface PublicationRequest {
  readonly consumer: string;
  readonly number: string;
  readonly branch?: string | undefined;
  readonly tags: readonly string[];
  readonly buildUrl?: string | undefined;
  readonly pacts: readonly SubmittedPact[];
}

/** Publishes the pacts of a consumer version: all of them or none. */
export class PublishContracts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InterlockError PACT_CONTENT_CONFLICT when the version was published with other content */
  async publish(request: PublicationRequest, actor: ChangeActor): Promise<readonly PublishedPact[]> {
    return await this.unitOfWork.run(async (tx) => {
      const pacts = request.pacts.toSorted((a, b) => (a.provider < b.provider ? -1 : 1));
      const ids = await ensureParticipants(tx, [request.consumer, ...pacts.map(({ provider }) => provider)]);
      const consumerId = ids.get(request.consumer) ?? "";
      const versionId = await ensureVersion(tx, consumerId, request.number, request.buildUrl);
      if (request.branch !== undefined) await addToBranch(tx, consumerId, request.branch, versionId);
      await addTags(tx, consumerId, request.tags, versionId);
      const published: PublishedPact[] = [];
      for (const pact of pacts) {
        const providerId = ids.get(pact.provider) ?? "";
        const pair = { consumer: request.consumer, number: request.number, consumerId, providerId, versionId };
        published.push(await storePublication(tx, pair, pact));
      }
      await this.#record(tx, request, published, actor);
      return published;
    });
  }

  async #record(
    tx: Tx,
    { consumer, number, branch, tags }: PublicationRequest,
    published: readonly PublishedPact[],
    actor: ChangeActor,
  ): Promise<void> {
    const contents = published.map(({ provider, sha }) => ({ provider, sha }));
    const after = { branch, tags, contents };
    const resourceId = `${consumer}/${number}`;
    await recordChanges(tx, this.audit, actor, [
      { action: "pact:publish", resourceType: "pact-version", resourceId, after },
    ]);
  }
}
