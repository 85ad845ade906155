import type { FindingSeverity } from "../../../src/kernel/finding.js";
import { builtInProfile, type BreakingProfile } from "../../../src/governance/breaking/profile.js";

/** One line of a project's policy in the words of our rules, and where that policy can be seen. */
interface PolicyLine {
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly because: string;
}

/** oasdiff as its own tests run it: some with a notice for deprecations. Ids are those of `oasdiff checks` (1.15.0). */
const OASDIFF: readonly PolicyLine[] = [
  {
    rule: "deprecated-without-sunset",
    severity: "ERROR",
    because: "two of three labels were made with a notice period",
  },
  { rule: "one-of.overlap", severity: "ERROR", because: "request-body-wrapped-in-one-of: it must be proven harmless" },
];

/**
 * OpenAPITools/openapi-diff asks "is anything taken away or written differently", whatever the direction. Words in
 * capitals are its options (BackwardIncompatibleProp), other names its classes.
 */
const OPENAPI_DIFF: readonly PolicyLine[] = [
  {
    rule: "res-body.properties.removed",
    severity: "INFO",
    because: "of members only a required one is missed: RESPONSE_REQUIRED_DECREASED",
  },
  { rule: "res-body.properties.required-removed", severity: "ERROR", because: "RESPONSE_REQUIRED_DECREASED" },
  { rule: "req-body.properties.added", severity: "INFO", because: "no option speaks of a new member of a request" },
  {
    rule: "format",
    severity: "ERROR",
    because: "SchemaDiff: another format is another type, in both directions (SCHEMA_TYPE_CHANGED)",
  },
  {
    rule: "res-body.write-only.required-shown",
    severity: "ERROR",
    because: "ChangedWriteOnly: a required member of a response counts in both directions",
  },
  { rule: "res-body.min-length.raised", severity: "ERROR", because: "RESPONSE_MIN_LENGTH_INCREASED" },
  { rule: "res-body.min-length.lowered", severity: "INFO", because: "only RESPONSE_MIN_LENGTH_INCREASED exists" },
  { rule: "res-body.min-length.removed", severity: "INFO", because: "only RESPONSE_MIN_LENGTH_INCREASED exists" },
  { rule: "scheme.bearer-format-changed", severity: "ERROR", because: "any member of a security scheme counts" },
  { rule: "res.non-success-removed", severity: "ERROR", because: "every removed response counts" },
  { rule: "res-header.removed", severity: "ERROR", because: "every removed header counts, promised or not" },
  {
    rule: "res-header.became-required",
    severity: "ERROR",
    because: "`required` of a header counts in both directions",
  },
  { rule: "param.explode-changed", severity: "ERROR", because: "explode counts without a look at the type" },
  { rule: "res-header.explode-changed", severity: "ERROR", because: "explode counts without a look at the type" },
  {
    rule: "discriminator.narrowed",
    severity: "ERROR",
    because: "a discriminator that comes counts like a changed one",
  },
  {
    rule: "one-of.overlap",
    severity: "INFO",
    because: "branches are paired by discriminator and never tested for overlap",
  },
  { rule: "one-of.overlap-removed", severity: "INFO", because: "as above, when a branch goes" },
];

/** APIHUB classifies by a fixed table of JSON paths; its labels name the class of every row. */
const APIHUB: readonly PolicyLine[] = [
  {
    rule: "res-body.properties.removed",
    severity: "INFO",
    because: "propertyClassifyRule: removed from a response is breaking only where it was required",
  },
  { rule: "res-body.properties.required-removed", severity: "ERROR", because: "propertyClassifyRule" },
  { rule: "req-body.properties.removed", severity: "ERROR", because: "propertyClassifyRule: removed is breaking" },
  { rule: "required.with-default", severity: "INFO", because: "requiredItemClassifyRule: nonBreaking with a default" },
  { rule: "server.removed", severity: "INFO", because: "everything below `servers` is of class annotation" },
  {
    rule: "res-body.write-only.narrowed",
    severity: "INFO",
    because: "readOnly and writeOnly are nonBreaking in responses",
  },
  {
    rule: "res-body.discriminator.narrowed",
    severity: "ERROR",
    because: "a discriminator that comes is breaking in responses",
  },
  {
    rule: "param.discriminator.changed",
    severity: "INFO",
    because: "a changed discriminator is nonBreaking in requests",
  },
];

/**
 * Each project of the labelled pairs judges by its own policy. A profile may say no more than the project's own
 * documentation, or the plain rule behind several of its labels; what is left over is adjudicated pair by pair.
 */
const PROFILES: Readonly<Record<string, BreakingProfile>> = {
  "oasdiff/oasdiff": variant("oasdiff-tests", builtInProfile("oasdiff"), OASDIFF),
  "OpenAPITools/openapi-diff": variant("openapi-diff", builtInProfile("strict"), OPENAPI_DIFF),
  "Netcracker/qubership-apihub-compatibility-suites": variant("apihub", builtInProfile("strict"), APIHUB),
};

function variant(name: string, start: BreakingProfile, lines: readonly PolicyLine[]): BreakingProfile {
  return { ...start, name, overrides: Object.fromEntries(lines.map(({ rule, severity }) => [rule, severity])) };
}

export function profileOf(source: string): BreakingProfile {
  const profile = PROFILES[source];
  if (profile === undefined) throw new Error(`no profile says how ${source} judges`);
  return profile;
}
