import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../../src/config/project-root.js";
import type { Policy } from "../../../src/platform/security/policy/policy.js";

interface Schema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const read = (file: string): Schema =>
  parse(readFileSync(join(projectRoot, "contracts", "schemas", file), "utf8")) as Schema;
const orders = read("production-order.yaml").$defs ?? {};
const plant = read("plant-profile.yaml");
const propertiesOf = (schema: Schema | undefined): string[] => Object.keys(schema?.properties ?? {});

/** Members of a profile; of its systems, each setting. */
const profileMembers = propertiesOf(plant).flatMap((name) =>
  name === "systems"
    ? propertiesOf(plant.properties?.["systems"]).flatMap((system) =>
        propertiesOf(plant.properties?.["systems"]?.properties?.[system]).map(
          (setting) => `systems.${system}.${setting}`,
        ),
      )
    : [name],
);

/** Members that the contracts know, by resource. What resources.yaml lists must be exactly these. */
const CONTRACT_MEMBERS: Readonly<
  Record<string, { readonly read: readonly string[]; readonly write: readonly string[] }>
> = {
  order: {
    read: [
      // An order's variances come as one object with their rows.
      ...new Set([...propertiesOf(orders["ProductionOrder"]), "rows", ...propertiesOf(orders["TimelineEntry"])]),
    ],
    write: propertiesOf(orders["OrderRelease"]),
  },
  confirmation: { read: propertiesOf(orders["OperationConfirmation"]), write: [] },
  plant: {
    read: [
      "plantCode",
      "version",
      "checksum",
      "appliedAt",
      "appliedBy",
      ...profileMembers.map((name) => `profile.${name}`),
    ],
    write: propertiesOf(plant),
  },
};

/** Members without which an answer would break its contract, so that no role may have them hidden. */
const REQUIRED_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  order: [...(orders["ProductionOrder"]?.required ?? []), ...(orders["TimelineEntry"]?.required ?? [])],
  confirmation: orders["OperationConfirmation"]?.required ?? [],
};

/** What is wrong between the field catalogue, the field lists of roles, and the contracts. */
export function fieldCatalogueFaults(policy: Policy): string[] {
  const lists = Object.entries(CONTRACT_MEMBERS).flatMap(([id, members]) => {
    const resource = policy.resources.get(id);
    return [
      ...differences(`${id} readFields`, resource?.readFields ?? [], members.read),
      ...differences(`${id} writeFields`, resource?.writeFields ?? [], members.write),
    ];
  });
  const hidden = [...policy.roles.values()].flatMap((role) =>
    Object.entries(REQUIRED_MEMBERS).flatMap(([id, required]) => {
      const permitted = role.fields.get(`${id}:read`);
      const missing = permitted === undefined ? [] : required.filter((member) => !permitted.has(member));
      return missing.map((member) => `role ${role.id} hides ${member} of ${id}, which its contract requires`);
    }),
  );
  return [...lists, ...hidden];
}

function differences(what: string, actual: readonly string[], expected: readonly string[]): string[] {
  return [
    ...actual.filter((one) => !expected.includes(one)).map((one) => `${what}: ${one} is in no contract`),
    ...expected.filter((one) => !actual.includes(one)).map((one) => `${what}: ${one} of the contract is missing`),
  ];
}
