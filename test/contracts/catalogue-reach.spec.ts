import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { readCatalogue } from "./catalogue.js";

/** The error catalogue of the domain by class; nothing is left out of it here. */
const CATALOGUE: Readonly<Record<string, readonly string[]>> = {
  CONTRACT: [
    "SCHEMA_VIOLATION",
    "UNKNOWN_FIELD",
    "BAD_QUANTITY",
    "BAD_TIME",
    "BODY_TOO_LARGE",
    "IDEMPOTENCY_KEY_MISSING",
    "IDEMPOTENCY_KEY_REUSED",
    "BAD_CHECK_DIGIT",
  ],
  MASTER_DATA: [
    "PLANT_UNKNOWN",
    "PLANT_INACTIVE",
    "MATERIAL_UNKNOWN",
    "MATERIAL_BLOCKED",
    "ROUTING_MISSING",
    "ROUTING_VERSION_MISMATCH",
    "OPERATION_UNKNOWN",
    "WORK_CENTER_UNKNOWN",
    "WORK_CENTER_UNMAPPED",
    "UOM_UNKNOWN",
    "UOM_NOT_CONVERTIBLE",
    "UOM_ROUNDING_LOSS",
    "LOT_REQUIRED",
    "LOT_UNKNOWN",
    "STORAGE_LOCATION_MISSING",
    "REASON_CODE_UNKNOWN",
    "MAPPING_MISSING",
    "ADAPTER_FIELD_TOO_LONG",
  ],
  BUSINESS: [
    "MATERIAL_SHORTAGE",
    "ORDER_NOT_RELEASED",
    "ORDER_HELD",
    "ORDER_CLOSED",
    "ORDER_HAS_ACTIVITY",
    "QTY_BELOW_CONFIRMED",
    "OVER_TOLERANCE",
    "UNDER_TOLERANCE",
    "HOLD_BLOCKS_COMPLETION",
    "HOLD_BLOCKS_RECEIPT",
    "HOLD_BLOCKS_ISSUE",
    "LOT_RESTRICTED",
    "POSTING_PERIOD_CLOSED",
    "ALREADY_REVERSED",
    "REVERSAL_NOT_POSSIBLE",
    "MASS_BALANCE",
    "EVENT_BEFORE_RELEASE",
    "UNKNOWN_ORDER",
  ],
  CONCURRENCY: ["STALE_REVISION", "ETAG_MISMATCH", "ETAG_REQUIRED", "IN_FLIGHT", "ERP_LOCKED", "SEQUENCE_CONFLICT"],
  AUTH: ["UNAUTHENTICATED", "FORBIDDEN_PLANT", "FORBIDDEN_ACTION", "FOUR_EYES_REQUIRED"],
  GOVERNANCE: ["VERSION_RETIRED", "NOT_REPRESENTABLE_IN_VERSION", "NOT_AUTHORITATIVE"],
  TECHNICAL: [
    "RATE_LIMITED",
    "ERP_UNAVAILABLE",
    "MES_UNAVAILABLE",
    "ERP_TIMEOUT_UNKNOWN",
    "PLANT_OFFLINE_BUFFERED",
    "QUEUE_FULL",
  ],
};

const read = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: projectRoot }).map((file) => readFileSync(join(projectRoot, file), "utf8"));

const classes = new Map((await readCatalogue()).map((definition) => [definition.code, definition.class as string]));
/** What says how a wrong request or report is answered. */
const specs = read("{src,test}/**/*.spec.ts").filter((text) => !text.includes("const CATALOGUE"));

/** A spec names a code in what it expects: as a text of its own, or behind its severity. */
const isExpected = (text: string, code: string): boolean =>
  new RegExp(`["'\` ]${code}["'\`, ]`).test(text) && (text.includes("assert") || text.includes("refuses"));

describe("the error catalogue of the domain", () => {
  for (const [problemClass, codes] of Object.entries(CATALOGUE)) {
    for (const code of codes) {
      it(`${code} is defined as ${problemClass}, and a spec reaches it`, () => {
        assert.equal(classes.get(code), problemClass, `${code} is defined by no problems.ts as ${problemClass}`);
        assert.ok(
          specs.some((text) => isExpected(text, code)),
          `no spec expects ${code}`,
        );
      });
    }
  }
});
