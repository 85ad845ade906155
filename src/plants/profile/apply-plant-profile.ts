import { InterlockError } from "../../kernel/problem.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PermittedFields } from "../../platform/security/public.js";
import { canonicalChecksum } from "../canonical-checksum.js";
import type { ChangeActor } from "../change-actor.js";
import type { PlantProfile } from "../plant-profile.js";
import { plantProblems } from "../problems.js";
import type { PlantDirectory } from "./plant-directory.js";
import type { PlantProfileStore } from "./plant-profile.store.js";
import { refuseForbiddenMembers } from "./refuse-forbidden-members.js";
import type { PlantProfileResolver } from "./resolve-plant-profile.js";

/** What applying a profile came to. */
export interface AppliedProfile {
  readonly plantCode: string;
  readonly version: number;
  readonly checksum: string;
  readonly result: "CREATED" | "UPDATED" | "UNCHANGED";
}

/** Puts a plant's profile into force as its next version; a profile equal to the one in force changes nothing. */
export class ApplyPlantProfile {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: PlantProfileStore,
    private readonly resolver: PlantProfileResolver,
    private readonly directory: PlantDirectory,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @param document plant.yaml as JSON, with or without `extends`
   * @param permitted members that the actor may change; undefined for all
   * @throws InterlockError PLANT_PROFILE_INVALID, FORBIDDEN_FIELD
   */
  async apply(
    plantCode: string,
    document: unknown,
    actor: ChangeActor,
    permitted?: PermittedFields,
  ): Promise<AppliedProfile> {
    const profile = this.#resolve(plantCode, document);
    const checksum = canonicalChecksum(profile);
    const applied = await this.unitOfWork.run(async (tx): Promise<AppliedProfile> => {
      await this.store.lock(tx, plantCode);
      const before = await this.store.newest(tx, plantCode);
      if (before?.checksum === checksum) return { plantCode, version: before.version, checksum, result: "UNCHANGED" };
      refuseForbiddenMembers(before?.profile, profile, permitted);
      const version = (before?.version ?? 0) + 1;
      await this.store.insert(tx, { plantCode, version, profile, checksum, appliedBy: actor.clientId });
      await this.audit.append(tx, [
        {
          actor: actor.clientId,
          action: "plant:apply",
          resourceType: "plant-profile",
          resourceId: plantCode,
          plantCode,
          correlationId: actor.correlationId,
          traceparent: actor.traceparent,
          contentHash: checksum,
          ...(before === undefined ? {} : { before: { version: before.version, checksum: before.checksum } }),
          after: { version, checksum },
        },
      ]);
      return { plantCode, version, checksum, result: before === undefined ? "CREATED" : "UPDATED" };
    });
    this.directory.invalidate();
    return applied;
  }

  #resolve(plantCode: string, document: unknown): PlantProfile {
    const { profile, findings } = this.resolver.resolve(document, "the body");
    if (profile === undefined) {
      const detail = `The profile of plant ${plantCode} has ${findings.length} faults; errors lists each with its remedy.`;
      throw new InterlockError(plantProblems.PLANT_PROFILE_INVALID, {
        detail,
        plantCode,
        errors: findings.slice(0, 200),
      });
    }
    if (profile.plant === plantCode) return profile;
    const detail = `The body is the profile of plant ${profile.plant}; send it to /platform/v1/plants/${profile.plant}.`;
    throw new InterlockError(plantProblems.PLANT_PROFILE_INVALID, { detail, plantCode });
  }
}
