import type { Consumer } from "../need.js";
import { erpCore } from "./erp-core.js";
import { mesBatch } from "./mes-batch.js";
import { mesDiscrete } from "./mes-discrete.js";
import { quality } from "./quality.js";
import { warehouse } from "./warehouse.js";

/** Every consumer whose needs we know. */
export const allConsumers: readonly Consumer[] = [erpCore, mesBatch, mesDiscrete, quality, warehouse];
