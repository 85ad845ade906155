import {
  componentsOf,
  isOtherMajor,
  type ProjectContract,
  type ProjectJudgement,
  type ProjectResult,
} from "./reading/project.js";
import { objectOf } from "./reading/values.js";

/** Fewer members are alike by chance. */
const MEMBERS_MIN = 4;

interface Entity {
  readonly contract: number;
  readonly name: string;
  readonly path: (string | number)[];
  readonly members: string;
}

/** An entity of another contract is referred to, not copied under another name; a new major of a contract may rename. */
export default function projectCanonicalSchema(contracts: readonly ProjectContract[]): ProjectJudgement {
  const entities = contracts.flatMap(({ document }, contract) => entitiesOf(document, contract));
  const named = new Set(entities.map(({ contract, name }) => `${contract} ${name}`));
  const results = entities.flatMap((entity, index): ProjectResult[] => {
    const original = entities
      .slice(0, index)
      .find((other) => other.members === entity.members && isComparable(contracts, other, entity));
    // A contract that has the entity under its own name too did not copy it.
    if (original === undefined || named.has(`${original.contract} ${entity.name}`)) return [];
    if (named.has(`${entity.contract} ${original.name}`)) return [];
    const entry = contracts[original.contract]?.entry ?? "";
    const message = `${entity.name} has the members of ${original.name} in ${entry}; refer to one shared component`;
    return [{ contract: entity.contract, path: entity.path, message }];
  });
  return { results, judged: entities.length };
}

function isComparable(contracts: readonly ProjectContract[], one: Entity, other: Entity): boolean {
  const [first, second] = [contracts[one.contract], contracts[other.contract]];
  return first !== undefined && second !== undefined && first !== second && !isOtherMajor(first, second);
}

function entitiesOf(document: unknown, contract: number): Entity[] {
  return componentsOf(document).flatMap(({ name, schema, path }) => {
    const members = Object.keys(objectOf(schema["properties"])).toSorted();
    return members.length < MEMBERS_MIN ? [] : [{ contract, name, path, members: members.join(" ") }];
  });
}
