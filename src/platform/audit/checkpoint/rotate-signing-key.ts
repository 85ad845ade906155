import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { AuditLog } from "../audit-log.js";
import { readHead } from "../sequencer/log-head.js";
import type { AuditKeys } from "./audit-keys.js";

/**
 * Makes a signing key and announces it. The sequencer signs the log up to the announcement with the old key, puts the
 * new one into force there, and signs once more, so that whoever trusts the old key can trust the new one.
 */
export class RotateSigningKey {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLog,
    private readonly keys: AuditKeys,
  ) {}

  /** Returns the new verifier key. */
  async rotate(actor: string, reason: string, correlationId: string): Promise<string> {
    return await this.unitOfWork.run(async (tx) => {
      const { origin } = await readHead(tx);
      this.keys.addSigningKey();
      const vkey = this.keys.newestVerifierKey(origin);
      const resource = { resourceType: "audit-key", resourceId: vkey, correlationId };
      await this.log.append(tx, [{ actor, action: "audit-key:rotate", ...resource, reason, after: { vkey } }]);
      return vkey;
    });
  }
}
