import {
  componentsOf,
  isOtherMajor,
  type ProjectContract,
  type ProjectJudgement,
  type ProjectResult,
  shapeOf,
} from "./reading/project.js";

/**
 * One name means one schema in all contracts: the same entity must not look different in REST and in events. Two major
 * versions of one contract may differ; that is what a new major is for.
 */
export default function projectSharedSchema(contracts: readonly ProjectContract[]): ProjectJudgement {
  const known = new Map<string, { readonly shape: string; readonly contract: ProjectContract }[]>();
  const results: ProjectResult[] = [];
  let judged = 0;
  contracts.forEach((contract, index) => {
    for (const { name, schema, path } of componentsOf(contract.document)) {
      const shape = shapeOf(schema);
      const namesakes = known.get(name) ?? [];
      known.set(name, [...namesakes, { shape, contract }]);
      const first = namesakes.find((namesake) => !isOtherMajor(namesake.contract, contract));
      if (first === undefined) continue;
      judged += 1;
      if (first.shape === shape) continue;
      results.push({ contract: index, path, message: `${name} differs from ${name} in ${first.contract.entry}` });
    }
  });
  return { results, judged };
}
