import type { Clock } from "../../kernel/clock.js";
import { InterlockError } from "../../kernel/problem.js";
import type { PlantScope } from "../../platform/security/principal.js";
import { plantProblems } from "../problems.js";
import type { MasterDataType } from "./documents.js";
import type { MasterDataStores } from "./master-data-stores.js";
import { decodeCursor, encodeCursor } from "./page-cursor.js";
import type { StoredRecord } from "./record-store.js";

export interface MasterDataPage {
  readonly items: readonly StoredRecord[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export interface MasterDataFilter {
  readonly plantCode: string | undefined;
  readonly plants: PlantScope;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** Reads master data inside the plants a caller may see. */
export class ReadMasterData {
  constructor(
    private readonly stores: MasterDataStores,
    private readonly clock: Clock,
  ) {}

  /** The record in force; one of a plant that the caller may not see does not exist for it. @throws MASTER_DATA_NOT_FOUND */
  async get(
    type: MasterDataType,
    key: string,
    filter: { plantCode: string; plants: PlantScope; at?: Date },
  ): Promise<StoredRecord> {
    const { plantCode, plants } = filter;
    const isVisible = plantCode === "" || plants === "*" || plants.includes(plantCode);
    const at = filter.at ?? this.clock.now();
    const record = isVisible ? await this.stores.storeOf(type).find(type, plantCode, key, at) : undefined;
    if (record !== undefined) return record;
    const place = plantCode === "" ? "for the whole enterprise" : `in plant ${plantCode}`;
    throw new InterlockError(plantProblems.MASTER_DATA_NOT_FOUND, {
      detail: `There is no ${type} ${key} ${place} at ${at.toISOString()}.`,
    });
  }

  async list(type: MasterDataType, filter: MasterDataFilter): Promise<MasterDataPage> {
    const after = filter.cursor === undefined ? undefined : decodeCursor(filter.cursor);
    const { records, last } = await this.stores.storeOf(type).page({ type, ...filter, after });
    return { items: records, ...(last === undefined ? {} : { nextCursor: encodeCursor(last) }) };
  }
}
