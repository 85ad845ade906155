import {
  componentsOf,
  type ProjectContract,
  type ProjectJudgement,
  type ProjectResult,
  shapeOf,
} from "./reading/project.js";

/** One name means one schema in all contracts: the same entity must not look different in REST and in events. */
export default function projectSharedSchema(contracts: readonly ProjectContract[]): ProjectJudgement {
  const first = new Map<string, { readonly shape: string; readonly entry: string }>();
  const results: ProjectResult[] = [];
  let judged = 0;
  contracts.forEach((contract, index) => {
    for (const { name, schema, path } of componentsOf(contract.document)) {
      const shape = shapeOf(schema);
      const known = first.get(name);
      if (known === undefined) {
        first.set(name, { shape, entry: contract.entry });
        continue;
      }
      judged += 1;
      if (known.shape === shape) continue;
      results.push({ contract: index, path, message: `${name} differs from ${name} in ${known.entry}` });
    }
  });
  return { results, judged };
}
