import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../config/project-root.js";
import { createPlantFolderReader, type PlantProfile } from "../plants/public.js";
import { checkConnectorProfile } from "./check-profile.js";

const { profile } = createPlantFolderReader([checkConnectorProfile]).read(
  join(projectRoot, "examples", "plants", "P200"),
);

/** The second plant with other expressions. */
function withOptions(changes: Readonly<Record<string, unknown>>): PlantProfile {
  assert.ok(profile);
  const erp = { ...profile.systems.erp, options: { ...profile.systems.erp.options, ...changes } };
  return { ...profile, systems: { ...profile.systems, erp } };
}

describe("expressions of a plant folder", () => {
  it("are compiled when the folder is checked, and those of the examples can be used", () => {
    assert.ok(profile);
    assert.deepEqual(checkConnectorProfile(profile, "plant.yaml"), []);
  });

  it("are named with their place and fault, each of them", () => {
    const messages = { CONFIRMATION: { path: "/a", find: "/a", body: '{ "a": $now() }' } };
    const findings = checkConnectorProfile(withOptions({ document: '{ "number": ', messages }), "plant.yaml");
    assert.deepEqual(
      findings.map(({ code, pointer }) => [code, pointer]),
      [
        ["MAPPING_INVALID", "/systems/erp/options/document"],
        ["MAPPING_INVALID", "/systems/erp/options/messages/CONFIRMATION/body"],
      ],
    );
    assert.match(
      findings[1]?.message ?? "",
      /plant\.yaml: systems\.erp\.options\.messages\.CONFIRMATION\.body calls \$now/,
    );
  });

  it("of the MES are compiled too", () => {
    const plant = withOptions({});
    const mes = { ...plant.systems.mes, adapter: "generic-http", options: { body: "(" } };
    const [finding] = checkConnectorProfile({ ...plant, systems: { ...plant.systems, mes } }, "plant.yaml");
    assert.equal(finding?.pointer, "/systems/mes/options/body");
  });
});
