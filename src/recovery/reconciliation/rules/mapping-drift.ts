import { ledgerRule } from "../ledger-rule.js";

const COUNTED = `
  SELECT count(*)::int AS count FROM il.posting WHERE plant_code = $1 AND state IN ('PARKED', 'DEAD')`;

const DEVIATING = `
  SELECT id AS subject, order_number AS "orderNumber", (problem ->> 'code') || ': ' || coalesce(problem ->> 'detail', '') AS detail
    FROM il.posting WHERE plant_code = $1 AND state IN ('PARKED', 'DEAD')
      AND problem ->> 'code' IN ('MAPPING_MISSING', 'UOM_UNKNOWN', 'UOM_NOT_CONVERTIBLE', 'UOM_ROUNDING_LOSS', 'ADAPTER_FIELD_TOO_LONG')`;

/** R11. What stopped because a code or unit of one side is unknown to the other. */
export const mappingDrift = ledgerRule(
  {
    rule: "R11",
    meaning: "units or codes differ",
    authority: "governance",
    resolution: "mend the mapping, then replay",
  },
  COUNTED,
  DEVIATING,
);
