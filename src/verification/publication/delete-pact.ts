import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { notFound } from "../http/refusals.js";
import { type ChangeActor, recordChanges } from "../record-change.js";

const DELETE = `
  DELETE FROM il.pact_publication p USING il.pact_version v, il.pact_participant c, il.pact_participant o
  WHERE v.id = p.consumer_version_id AND c.id = p.consumer_id AND o.id = p.provider_id
    AND o.name = $1 AND c.name = $2 AND v.number = $3 RETURNING p.content_id`;

/** Takes back the pact of one version; its content stays for the versions that share it. */
export class DeletePact {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async delete(provider: string, consumer: string, number: string, actor: ChangeActor): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const deleted = await tx.query(DELETE, [provider, consumer, number]);
      if (deleted.length === 0) throw notFound(`No pact between ${consumer} (${number}) and ${provider}`);
      const after = { deleted: true, provider };
      const entry = {
        action: "pact:publish",
        resourceType: "pact-version",
        resourceId: `${consumer}/${number}`,
        after,
      };
      await recordChanges(tx, this.audit, actor, [entry]);
    });
  }
}
