import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { AuditLog } from "../audit-log.js";

/** Who erases what, and on which legal ground. */
export interface Erasure {
  /** The opaque id under which the values were kept. */
  readonly subject: string;
  /** Only these fields; all of them when left out. */
  readonly fields?: readonly string[] | undefined;
  /** Such as `GDPR Art. 17(1)(a)`; kept in the entry. */
  readonly legalBasis: string;
  readonly reason?: string | undefined;
  readonly actor: string;
  readonly correlationId: string;
}

const ERASE = `
  DELETE FROM il.audit_pii WHERE subject = $1 AND ($2::text[] IS NULL OR field = ANY($2)) RETURNING commitment`;

/**
 * Erases values and salts of a person. The entries keep their commitments, which nobody can open any more, so that
 * every leaf and proof stays valid. The erasure is an entry itself, with the commitments it emptied.
 */
export class ErasePersonalValues {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLog,
  ) {}

  /** Returns how many values were erased; nothing is written when there are none. */
  async erase({ subject, fields, legalBasis, reason, actor, correlationId }: Erasure): Promise<number> {
    return await this.unitOfWork.run(async (tx) => {
      const erased = await tx.query<{ commitment: string }>(ERASE, [subject, fields ?? null]);
      if (erased.length === 0) return 0;
      await this.log.append(tx, [
        {
          actor,
          action: "pii:erase",
          correlationId,
          resourceType: "personal-data",
          resourceId: subject,
          ...(reason === undefined ? {} : { reason }),
          after: { legalBasis, commitments: erased.map(({ commitment }) => commitment) },
        },
      ]);
      return erased.length;
    });
  }
}
