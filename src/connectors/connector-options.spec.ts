import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { parse, stringify } from "yaml";
import { projectRoot } from "../config/project-root.js";
import { createPlantFolderReader, type PlantProfile } from "../plants/public.js";

type Systems = Readonly<Partial<Record<"erp" | "mes", Readonly<Record<string, unknown>>>>>;

const DEFAULTS = {
  erp: { name: "ERP1", url: "http://127.0.0.1:8091" },
  mes: { name: "MES1", url: "http://127.0.0.1:8092" },
};

describe("options of connectors in plant folders", () => {
  const folder = mkdtempSync(join(tmpdir(), "connector-options-"));
  const reader = createPlantFolderReader();
  after(() => rmSync(folder, { recursive: true }));

  function read(systems: Systems): { profile: PlantProfile | undefined; messages: readonly string[] } {
    const head = { plant: "P900", extends: "template/process-sap@1", companyCode: "9", timeZone: "Europe/Berlin" };
    writeFileSync(join(folder, "plant.yaml"), stringify({ ...head, systems: { ...DEFAULTS, ...systems } }));
    const { profile, findings } = reader.read(folder);
    return { profile, messages: findings.map(({ message }) => message) };
  }

  const guide = readFileSync(join(projectRoot, "docs", "guides", "connectors.md"), "utf8");
  const examples = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = ""]) => {
    const document = parse(text) as Systems & { readonly systems?: Systems };
    return document.systems ?? document;
  });
  const adapters = examples.flatMap(({ erp, mes }) => [erp, mes].map((system) => system?.["adapter"]));

  it("are shown in the guide for every adapter that has any", () => {
    const shown = new Set(adapters.filter((adapter) => adapter !== undefined).map(String));
    assert.deepEqual([...shown].toSorted(), [
      "b2mml-file",
      "d365-queue",
      "generic-http",
      "mqtt",
      "sql-staging",
      "webhook",
    ]);
  });

  for (const example of examples) {
    it(`are accepted as the guide shows them: ${Object.values(example)
      .map((system) => String(system["adapter"]))
      .join(", ")}`, () => {
      const { profile, messages } = read(example);
      assert.deepEqual(messages, []);
      for (const name of ["erp", "mes"] as const) {
        if (example[name] !== undefined) assert.deepEqual(profile?.systems[name].options, example[name]["options"]);
      }
    });
  }

  it("are refused with the place of what is missing, unknown or of the wrong scheme", () => {
    const erp = { ...DEFAULTS.erp, adapter: "sql-staging", url: "postgres://127.0.0.1/erp" };
    assert.match(read({ erp }).messages.join("\n"), /\/systems\/erp\/options is missing/);
    const unknown = read({ erp: { ...erp, options: { table: "erp.staging", tabel: "x" } } });
    assert.match(unknown.messages.join("\n"), /\/systems\/erp\/options\/tabel/);
    const injected = read({ erp: { ...erp, options: { table: 'a"; DROP TABLE b; --' } } });
    assert.match(injected.messages.join("\n"), /\/systems\/erp\/options\/table/);
    const scheme = read({ erp: { ...erp, url: "https://erp.example", options: { table: "staging" } } });
    assert.match(scheme.messages.join("\n"), /\/systems\/erp\/url/);
  });

  it("hold no password, and adapters without options take none", () => {
    const password = read({ erp: { ...DEFAULTS.erp, url: "https://user:secret@erp.example" } });
    assert.match(password.messages.join("\n"), /\/systems\/erp\/url/);
    const extra = read({ erp: { ...DEFAULTS.erp, options: { credential: "x" } } });
    assert.match(extra.messages.join("\n"), /\/systems\/erp\/options/);
  });
});
