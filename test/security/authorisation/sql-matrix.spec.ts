import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DataSource, EntitySchema } from "typeorm";
import { readConfiguration } from "../../../src/config/configuration.js";
import { type Database, openDatabase } from "../../../src/platform/persistence/open-database.js";
import { PolicyAuthorizer, toTypeOrm } from "../../../src/platform/security/public.js";
import { createTestDatabase } from "../../support/test-database.js";
import {
  grantsOf,
  type MatrixObject,
  objectsOf,
  permissions,
  policy,
  policyFolder,
  PRINCIPAL,
  roles,
} from "./matrix-cells.js";
import { isAllowedByTables, readTables } from "./reference-evaluator.js";

const tables = readTables(policyFolder);
const authorizer = new PolicyAuthorizer(policy);

/** One row per object of the matrix; `kind` tells orders and the like from contracts and the like. */
const TABLE = `
  CREATE TABLE public.matrix_object (
    kind text NOT NULL, id text NOT NULL, plant_code text, contract text, state text, author text, messages integer,
    PRIMARY KEY (kind, id))`;
const ENTITY = new EntitySchema<{ kind: string; id: string }>({
  name: "matrixObject",
  tableName: "matrix_object",
  schema: "public",
  columns: { kind: { type: "text", primary: true }, id: { type: "text", primary: true } },
});
const columnsOf = (alias: string) => {
  const column = (name: string): string => `${alias}.${name}`;
  return {
    plantCode: column("plant_code"),
    contract: column("contract"),
    state: column("state"),
    author: column("author"),
    messages: column("messages"),
  };
};
const kindOf = (resource: string): string => (resource === "order" || resource === "confirmation" ? "order" : "other");
/** A column holds no list; that a list is refused is the matter of the matrix in memory. */
const rowsOf = (resource: string): readonly MatrixObject[] =>
  objectsOf(resource).filter(({ id }) => !id.startsWith("list"));

let database: Database;
let typeOrm: DataSource;
let drop: () => Promise<void>;

before(async () => {
  const testDatabase = await createTestDatabase();
  drop = () => testDatabase.drop();
  database = await openDatabase(readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url }), () => undefined);
  typeOrm = await new DataSource({ type: "postgres", url: testDatabase.url, entities: [ENTITY] }).initialize();
  await database.unitOfWork.run(async (tx) => {
    await tx.query(TABLE);
    for (const resource of ["order", "contract"]) {
      for (const { id, attributes } of rowsOf(resource)) {
        const { plantCode, contract, state, author, messages } = attributes;
        const values = [kindOf(resource), id, plantCode, contract, state, author, messages].map(
          (value) => value ?? null,
        );
        await tx.query("INSERT INTO public.matrix_object VALUES ($1, $2, $3, $4, $5, $6, $7)", values);
      }
    }
  });
});
after(async () => {
  await typeOrm.destroy();
  await database.close();
  await drop();
});

describe("authorisation matrix in the database", () => {
  it("gives exactly the rows that the reference allows, for every role, grant and permission", async (context) => {
    let cells = 0;
    let rows = 0;
    for (const role of roles) {
      for (const grant of grantsOf(role)) {
        const principal = { clientId: PRINCIPAL, kind: "SERVICE", grants: [grant] } as const;
        for (const { id: permission, resource } of permissions) {
          const expected = rowsOf(resource)
            .filter(({ attributes }) => isAllowedByTables(tables, PRINCIPAL, [grant], permission, attributes))
            .map(({ id }) => id);
          const { sql, values } = authorizer.predicate(principal, permission, columnsOf("m"), 2);
          const found = await database.unitOfWork.read<{ id: string }>(
            `SELECT id FROM public.matrix_object m WHERE kind = $1 AND ${sql}`,
            [kindOf(resource), ...values],
          );
          const actual = found.map(({ id }) => id);
          assert.deepEqual(actual.toSorted(), expected.toSorted(), `${JSON.stringify(grant)} ${permission}: ${sql}`);
          cells += rowsOf(resource).length;
          rows += actual.length;
        }
      }
    }
    context.diagnostic(`${cells} cells, ${rows} rows allowed, 0 disagreements`);
    assert.ok(cells > 50_000 && rows > 1000, `${cells} cells, ${rows} rows`);
  });

  it("gives the same rows through a query builder of TypeORM", async () => {
    for (const role of ["planner", "edge-agent", "api-owner", "integration-operator"]) {
      for (const grant of grantsOf(role)) {
        const principal = { clientId: PRINCIPAL, kind: "SERVICE", grants: [grant] } as const;
        for (const { id: permission, resource } of permissions) {
          const predicate = authorizer.predicate(principal, permission, columnsOf("m"), 1);
          const { where, parameters } = toTypeOrm(predicate, "policy");
          const found = await typeOrm
            .createQueryBuilder(ENTITY, "m")
            .where("m.kind = :kind", { kind: kindOf(resource) })
            .andWhere(where, parameters)
            .getMany();
          const expected = rowsOf(resource).filter(({ attributes }) =>
            isAllowedByTables(tables, PRINCIPAL, [grant], permission, attributes),
          );
          assert.deepEqual(found.map(({ id }) => id).toSorted(), expected.map(({ id }) => id).toSorted(), where);
        }
      }
    }
  });
});
