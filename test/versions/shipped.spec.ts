import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { projectRoot } from "../../src/config/project-root.js";
import { NotRepresentable, loadContractSet } from "../../src/gateway/public.js";
import { ContractSchemas } from "../fuzz/values/contract-schemas.js";
import { SchemaArbitraries } from "../fuzz/values/schema-arbitrary.js";
import { checkDown, checkUp, freeze, pairsOf, requestArbitrary, statusesOf } from "./change-properties.js";
import { readShippedChanges } from "./shipped-changes.js";

const RUNS = { numRuns: 60, seed: 20261123 };
const root = join(projectRoot, "contracts");
const contracts = loadContractSet(root);
const requests = new ContractSchemas(root, "request");
const answers = new ContractSchemas(root, "response");
const made = new SchemaArbitraries(answers);

for (const { api, changes } of await readShippedChanges()) {
  for (const change of changes) {
    describe(`${api} ${change.from} to ${change.to}`, () => {
      for (const pair of pairsOf(contracts, api, change)) {
        const { operationId } = pair.older.operation;

        it(`takes every request of ${operationId} up to one that ${change.to} accepts`, () => {
          fc.assert(
            fc.property(requestArbitrary(pair, requests), (request) => checkUp(pair, request)),
            RUNS,
          );
        });

        for (const status of statusesOf(pair)) {
          it(`takes every answer ${status} of ${operationId} down to one of ${change.from}, or says that it cannot`, () => {
            const schema = pair.newer.operation.responses.get(status)?.content.get("application/json");
            if (schema === undefined) assert.fail("the answer has no schema");
            let said = 0;
            fc.assert(
              fc.property(made.of(answers.read(schema)), (body) => {
                if (checkDown(pair, status, body, answers)) said++;
              }),
              RUNS,
            );
            assert.ok(said > 0, "no answer at all could be said");
          });
        }
      }

      for (const [name, event] of Object.entries(change.events ?? {})) {
        it(`takes every event ${name} down to one of ${change.from}, or says that it cannot`, () => {
          const dataOf = (major: string) =>
            answers.readAt(
              `asyncapi/${api}/${major}.yaml`,
              `/components/messages/${name}/payload/schema/properties/data`,
            );
          const older = dataOf(change.from);
          let said = 0;
          fc.assert(
            fc.property(made.of(dataOf(change.to)), (data) => {
              try {
                const lowered = event.down(freeze(structuredClone(data)) as Readonly<Record<string, unknown>>);
                assert.ok(older.isValid(JSON.parse(JSON.stringify(lowered))), JSON.stringify(lowered));
                said++;
              } catch (error) {
                if (!(error instanceof NotRepresentable)) throw error;
              }
            }),
            RUNS,
          );
          assert.ok(said > 0, "no event at all could be said");
        });
      }
    });
  }
}
