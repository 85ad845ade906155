"use strict";
// Import directions of docs/architecture.md, checked by `npm run check`. The file is CommonJS because the tool loads it so.

/** From the lowest layer to the highest; a file may import its own layer's folder and everything before it. */
const LAYERS = [
  ["kernel"],
  ["client"],
  ["config"],
  ["platform"],
  ["governance", "registry", "usage", "backbone"],
  ["gateway", "plants", "verification", "genealogy"],
  ["connectors", "promotion", "quality"],
  ["contract-docs", "delivery"],
  ["movements"],
  ["orders"],
  ["recovery"],
  ["orchestration"],
  ["imports"],
  ["apis"],
  ["[^/]+\\.ts$", "cli"],
];
/** Specs and what only specs use; it may look into any folder and play the simulators. */
const TEST_CODE = "\\.spec\\.ts$|/(conformance|testing)/|-(fixture|fixtures|stage)\\.ts$";
const CAPABILITIES =
  "client|governance|registry|usage|backbone|gateway|plants|verification|promotion|contract-docs|connectors|genealogy|quality|delivery|movements|orders|recovery|orchestration|imports";
const folders = (layer) => `^src/(${layer.join("|")})(/|$)`;

/** A layer never imports a layer above it, nor a sibling of its own height. */
const layerRules = LAYERS.flatMap((layer, height) => {
  const above = LAYERS.slice(height + 1).flat();
  const upwards = {
    name: `layer-${layer[0]}`,
    comment: `${layer.join(" and ")} may import only what lies below; move the shared part down or invert it by a port.`,
    severity: "error",
    from: { path: folders(layer) },
    to: { path: folders(above) },
  };
  const siblings = layer.map((name) => ({
    name: `layer-${layer[0]}-siblings`,
    comment: `${layer.join(" and ")} do not know each other.`,
    severity: "error",
    from: { path: folders([name]) },
    to: { path: folders(layer.filter((other) => other !== name)) },
  }));
  const isEntry = height === LAYERS.length - 1;
  return [...(above.length > 0 ? [upwards] : []), ...(layer.length > 1 && !isEntry ? siblings : [])];
});

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: "no-circular",
      comment: "A cycle that exists at run time gives half-initialised modules; type-only imports may point both ways.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "not-to-unresolvable",
      comment: "A mistyped path must not pass silently.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "only-public",
      comment: "From another capability, import only its public.ts.",
      severity: "error",
      from: { path: "^src/([^/]+)/", pathNot: ["^src/cli/", TEST_CODE] },
      to: { path: `^src/(${CAPABILITIES})/`, pathNot: ["^src/$1/", "^src/[^/]+/public\\.ts$"] },
    },
    {
      name: "entry-only-public",
      comment: "The composition root sees a capability's public.ts and its module.",
      severity: "error",
      from: { path: "^src/(cli/|[^/]+\\.ts$)", pathNot: TEST_CODE },
      to: { path: `^src/(${CAPABILITIES})/`, pathNot: ["^src/[^/]+/public\\.ts$", "\\.module\\.ts$"] },
    },
    {
      name: "no-self-public",
      comment: "Importing one's own public.ts is how barrels make cycles.",
      severity: "error",
      from: { path: "^src/((?:platform/)?[^/]+)/", pathNot: "\\.spec\\.ts$" },
      to: { path: "^src/$1/public\\.ts$" },
    },
    {
      name: "apis-are-apart",
      comment: "One API never imports another.",
      severity: "error",
      from: { path: "^src/apis/([^/]+)/" },
      to: { path: "^src/apis/", pathNot: "^src/apis/$1/" },
    },
    {
      name: "versions-are-pure",
      comment: "A version change is a pure function: it may import types of contracts and the kernel.",
      severity: "error",
      from: { path: "^src/apis/[^/]+/versions/" },
      to: {
        pathNot: ["^src/kernel/", "^src/gateway/public\\.ts$", "^src/apis/[^/]+/(versions/|contract\\.gen\\.ts$)"],
      },
    },
    {
      name: "kernel-is-pure",
      comment: "The kernel uses neither Nest nor any other package; of Node only what computes.",
      severity: "error",
      from: { path: "^src/kernel/", pathNot: "\\.spec\\.ts$" },
      to: { pathNot: ["^src/kernel/", "^(node:)?crypto$"] },
    },
    {
      name: "engine-behind-its-port",
      comment: "Only the adapter knows which workflow engine runs (ADR 0002).",
      severity: "error",
      from: { pathNot: "^src/orchestration/" },
      to: { path: "node_modules/@dbos-inc/" },
    },
    {
      name: "simulators-know-nothing",
      comment: "A simulator plays a foreign system; it shares only the kernel and the client package with the product.",
      severity: "error",
      from: { path: "^src/simulators/" },
      to: { path: "^src/", pathNot: ["^src/simulators/", "^src/kernel/", "^src/client/public\\.ts$"] },
    },
    {
      name: "nothing-imports-simulators",
      comment: "The product starts simulators as processes and never links them.",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/simulators/", TEST_CODE] },
      to: { path: "^src/simulators/" },
    },
    {
      name: "product-without-tests",
      comment: "What is shipped imports no test, bench, script or development dependency.",
      severity: "error",
      from: { path: "^(src|migrations|governance-rules)/", pathNot: TEST_CODE },
      to: { path: [TEST_CODE, "^(test|bench|scripts)/"] },
    },
    {
      name: "product-without-dev-dependencies",
      comment: "A package that runs in production stands under dependencies.",
      severity: "error",
      from: { path: "^(src|migrations|governance-rules)/", pathNot: TEST_CODE },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.gen\\.ts$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
