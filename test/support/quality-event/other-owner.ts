import { putPlant } from "../gateway/apply-plant.js";
import type { StagedSample } from "../gateway/sample.js";

const preset = "erp-control-mes-execution";

/** NOT_AUTHORITATIVE: quality of the plant belongs to its MES for the time of one request. */
export const qualityOfTheMes = {
  code: "NOT_AUTHORITATIVE",
  before: ({ gateway }: StagedSample) =>
    putPlant(gateway.client, { authority: { preset, overrides: { quality: "MES" } } }),
  change: () => ({}),
  after: ({ gateway }: StagedSample) => putPlant(gateway.client, {}),
} as const;
