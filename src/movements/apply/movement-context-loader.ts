import type { PostingReads } from "../../delivery/public.js";
import type { Clock } from "../../kernel/clock.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import {
  MaterialUnits,
  type PlantDirectory,
  type PlantProfile,
  UnitRegistry,
  lotKey,
  readEffectiveRecords,
} from "../../plants/public.js";
import type { Movement, MovementLine } from "../movement.js";
import type { MovementOrder } from "../movement-orders.js";
import { postingPeriodKey } from "./checks/booking-time.js";
import type { MovementContext } from "./checks/movement-context.js";
import { postingDateOf } from "./posting-date.js";

/** Gathers what a movement is checked against, as it stands in this transaction. */
export class MovementContextLoader {
  constructor(
    private readonly plants: Pick<PlantDirectory, "profile">,
    private readonly postings: Pick<PostingReads, "reversibleOfSource">,
    private readonly clock: Clock,
  ) {}

  /** To be read before the transaction begins, since it may need a connection of its own. */
  profile(plantCode: string): Promise<PlantProfile | undefined> {
    return this.plants.profile(plantCode);
  }

  /** @param reverses the movement that this one takes back */
  async load(
    tx: Tx,
    movement: Movement,
    profile: PlantProfile,
    order: MovementOrder | undefined,
    reverses: string | null,
  ): Promise<MovementContext> {
    const now = this.clock.now();
    const postingDate = postingDateOf(movement, profile.timeZone);
    const records = await readEffectiveRecords(tx, movement.plantCode, now, [
      { type: "plant", keys: [movement.plantCode] },
      { type: "material", keys: materialsOf(movement, order) },
      { type: "lot", keys: movement.lines.flatMap(lotKeysOf) },
      { type: "reason-code", keys: movement.reasonCode === undefined ? [] : [movement.reasonCode] },
      { type: "posting-period", keys: [postingPeriodKey(profile.companyCode, postingDate)] },
      { type: "unit-of-measure", prefix: "" },
    ]);
    const units = new UnitRegistry([...records.all("unit-of-measure").values()]);
    const materialUnits = new MaterialUnits(units, records.all("material"));
    const isReversal = reverses !== null;
    const [reversed] = isReversal ? await this.postings.reversibleOfSource(tx, reverses) : [];
    const reversesKey = reversed?.externalKey;
    return { profile, records, units, materialUnits, order, isReversal, reversesKey, postingDate, now };
  }
}

function materialsOf({ lines }: Movement, order: MovementOrder | undefined): string[] {
  const own = lines.flatMap(({ materialNumber, toMaterialNumber }) =>
    toMaterialNumber === undefined ? [materialNumber] : [materialNumber, toMaterialNumber],
  );
  return order === undefined ? own : [...own, order.materialNumber];
}

const lotKeysOf = ({ lots, materialNumber }: MovementLine): string[] =>
  (lots ?? []).map(({ lotNumber }) => lotKey(materialNumber, lotNumber));
