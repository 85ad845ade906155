const message = { type: "object", required: ["text"], properties: { text: { type: "string", minLength: 1 } } };

const location = {
  type: "object",
  required: ["physicalLocation"],
  properties: {
    physicalLocation: {
      type: "object",
      required: ["artifactLocation", "region"],
      properties: {
        artifactLocation: {
          type: "object",
          required: ["uri", "uriBaseId"],
          properties: { uri: { type: "string", pattern: "^[^/].*" }, uriBaseId: { const: "ROOT" } },
        },
        region: {
          type: "object",
          required: ["startLine", "startColumn"],
          properties: { startLine: { type: "integer", minimum: 1 }, startColumn: { type: "integer", minimum: 1 } },
        },
      },
    },
  },
};

const rule = {
  type: "object",
  required: ["id", "shortDescription", "help", "defaultConfiguration"],
  properties: {
    id: { type: "string" },
    shortDescription: message,
    help: message,
    defaultConfiguration: {
      type: "object",
      required: ["level"],
      properties: { level: { enum: ["none", "note", "warning", "error"] } },
    },
  },
};

const result = {
  type: "object",
  required: ["ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints"],
  properties: {
    ruleId: { type: "string" },
    ruleIndex: { type: "integer", minimum: 0 },
    kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
    level: { enum: ["none", "note", "warning", "error"] },
    message,
    locations: { type: "array", minItems: 1, items: location },
    relatedLocations: { type: "array", items: location },
    partialFingerprints: { type: "object", minProperties: 1, additionalProperties: { type: "string" } },
  },
  // SARIF 2.1.0 §3.27.10: only a failed result has a level other than none.
  if: { properties: { kind: { const: "fail" } } },
  else: { properties: { level: { const: "none" } } },
};

/** What of SARIF 2.1.0 (OASIS) the writer uses and viewers need; a JSON Schema of 2020-12. */
export const SARIF_STRUCTURE = {
  type: "object",
  required: ["$schema", "version", "runs"],
  properties: {
    $schema: { type: "string" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["tool", "results", "invocations"],
        properties: {
          tool: {
            type: "object",
            required: ["driver"],
            properties: {
              driver: {
                type: "object",
                required: ["name", "rules"],
                properties: { name: { type: "string" }, rules: { type: "array", items: rule } },
              },
            },
          },
          results: { type: "array", items: result },
        },
      },
    },
  },
};
