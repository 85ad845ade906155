import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { registerSchema, setShouldValidateFormat, validate } from "@hyperjump/json-schema/draft-2020-12";
import type { ContractDocument } from "../../../src/governance/breaking/contract-document.js";
import { compareSchemas } from "../../../src/governance/breaking/compare-contracts.js";
import { builtInProfile } from "../../../src/governance/breaking/profile.js";
import type { RuleExample } from "../../../src/governance/breaking/rule.js";
import { proveComparison } from "../../../src/governance/witness/prove-comparison.js";
import type { Witness, WitnessedChange } from "../../../src/governance/witness/witness.js";
import { shippedRuleBook, shippedRules } from "../breaking/rule-folder.js";

/**
 * Witnesses are found with one validator; here another implementation judges them by the schemas as they were written.
 * It knows neither formats of OpenAPI nor hidden members, and only the dialect of today.
 */
const OUT_OF_REACH = new Set(["format", "read-only", "write-only"]);

/** Registers the formats when it is loaded; it has no types and exports nothing. */
const FORMATS = "@hyperjump/json-schema/formats";

let count = 0;

async function accepts(schema: unknown, payload: unknown): Promise<boolean> {
  const address = `https://interlock.example/witness/${++count}`;
  registerSchema(
    schema as Parameters<typeof registerSchema>[0],
    address,
    "https://json-schema.org/draft/2020-12/schema",
  );
  const check = await validate(address);
  return check(payload as Parameters<typeof check>[0]).valid;
}

function changesOf({
  base,
  revision,
  view = "request",
  format = "openapi-3.1",
  profile = "strict",
}: RuleExample): readonly WitnessedChange[] {
  const document = (root: unknown): ContractDocument => ({ format, root });
  const options = { rules: shippedRuleBook, profile: builtInProfile(profile), view, format };
  const comparison = compareSchemas(base, revision, options);
  return proveComparison(document(base), document(revision), comparison, { rules: shippedRuleBook, samplesMax: 0 })
    .changes;
}

/** Bare schemas of today's dialect, whose text means the same to every validator. */
function isPlain({ format = "openapi-3.1", base, revision }: RuleExample): boolean {
  const text = JSON.stringify([base, revision]);
  return (
    (format === "openapi-3.1" || format === "json-schema") &&
    !/"\$schema"|"nullable"|"dependencies"|"additionalItems"|"definitions"/.test(text)
  );
}

const judged: { readonly name: string; readonly example: RuleExample; readonly witness: Witness }[] = [];
for (const rule of shippedRules.filter(({ area }) => area === "schema"))
  for (const example of rule.examples.bad.filter(isPlain))
    for (const { rule: changed, ruleId, witness } of changesOf(example))
      if (witness !== undefined && !OUT_OF_REACH.has(changed))
        judged.push({ name: `${ruleId}: ${example.name}`, example, witness });

describe("a second validator", () => {
  before(async () => {
    await import(FORMATS);
    setShouldValidateFormat(true);
  });

  it("has enough to judge", () => assert.ok(judged.length >= 60, `${judged.length} witnesses`));

  for (const { name, example, witness } of judged) {
    it(`agrees with the witness of ${name}`, async () => {
      const sides = { base: example.base, revision: example.revision };
      assert.equal(await accepts(sides[witness.acceptedBy], witness.payload), true);
      assert.equal(await accepts(sides[witness.rejectedBy], witness.payload), false);
    });
  }
});
