import type { RequestContext } from "../../gateway/public.js";
import type { Movement, MovementType } from "../../movements/public.js";
import { type AuthorityField, type PlantDirectory, requireAuthority } from "../../plants/public.js";

/** Where material lies is for who moves it about; what an order takes and makes is for who executes it. */
const STOCK_MOVEMENTS: ReadonlySet<MovementType> = new Set(["TRANSFER_LOCATION", "TRANSFER_PLANT", "COUNT_ADJUSTMENT"]);

/** Refuses what another system of the plant owns, by the authority of the plant's profile. */
export class MovementAuthority {
  constructor(private readonly plants: Pick<PlantDirectory, "profile">) {}

  /** @throws InterlockError NOT_AUTHORITATIVE */
  requireForMovement(
    context: RequestContext,
    { movementType, plantCode }: Pick<Movement, "movementType" | "plantCode">,
  ): Promise<void> {
    return this.#require(context, plantCode, STOCK_MOVEMENTS.has(movementType) ? "stockPhysical" : "movements");
  }

  /** @throws InterlockError NOT_AUTHORITATIVE */
  requireForStock(context: RequestContext, plantCode: string): Promise<void> {
    return this.#require(context, plantCode, "stockPhysical");
  }

  async #require(context: RequestContext, plantCode: string, field: AuthorityField): Promise<void> {
    const profile = await this.plants.profile(plantCode);
    requireAuthority(profile, plantCode, [field], (permission) => context.holds(permission, plantCode));
  }
}
