import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { v1ToV2 } from "../../src/apis/inventory-movement/versions/v1-to-v2.js";
import { toMovementV1, toMovementV2, toPointerV1 } from "../../src/apis/inventory-movement/versions/movement.js";
import { projectRoot } from "../../src/config/project-root.js";
import { NotRepresentable } from "../../src/gateway/public.js";
import { ContractSchemas } from "../fuzz/values/contract-schemas.js";
import { SchemaArbitraries } from "../fuzz/values/schema-arbitrary.js";

type MovementV1 = Parameters<typeof toMovementV2>[0];
type MovementV2 = Parameters<typeof toMovementV1>[0];

const RUNS = { numRuns: 300, seed: 20261123 };
const BODY = "/paths/~1movements/post/requestBody/content/application~1json/schema";
const schemas = new ContractSchemas(join(projectRoot, "contracts"), "request");
const movements = (major: string): fc.Arbitrary<unknown> =>
  new SchemaArbitraries(schemas).of(schemas.readAt(`openapi/inventory-movement/${major}.yaml`, BODY));
const v1 = movements("v1") as fc.Arbitrary<MovementV1>;
const v2 = movements("v2") as fc.Arbitrary<MovementV2>;

/** The one thing that version 1 shows otherwise than it was sent. */
const withReason = (movement: MovementV1): MovementV1 =>
  movement.movementType === "SCRAP" ? { reasonCode: "UNSPECIFIED", ...movement } : movement;

describe("a movement of version 1", () => {
  it("comes down as it went up, but for the reason that version 2 asks of a SCRAP", () => {
    fc.assert(
      fc.property(v1, (movement) => assert.deepEqual(toMovementV1(toMovementV2(movement)), withReason(movement))),
      RUNS,
    );
  });

  it("comes down in the whole representation as well", () => {
    const { getMovement } = v1ToV2.operations;
    const context = { plantCode: undefined, clientId: "tests", basePath: "/inventory-movement/v1" };
    const rest = {
      id: "01KAR7S4Z1MX3V9C4T8E6H5J2W",
      movementNumber: "MMX3V9C4T8E6H5J2W",
      state: "POSTED",
      etag: "3",
      findings: [],
      recordedAt: "2026-11-23T09:10:00.731Z",
      updatedAt: "2026-11-23T09:10:01.204Z",
    } as const;
    fc.assert(
      fc.property(v1, (movement) => {
        const answer = { status: 200, body: { ...rest, movement: toMovementV2(movement) } } as const;
        assert.deepEqual(getMovement.down(answer, context).body, { ...rest, movement: withReason(movement) });
      }),
      RUNS,
    );
  });
});

describe("a movement of version 2", () => {
  it("is said in version 1 exactly when it has one line, at most one whole lot and no serials", () => {
    fc.assert(
      fc.property(v2, (movement) => {
        const [line, ...others] = movement.lines;
        const [lot, ...otherLots] = line?.lots ?? [];
        const isOne = others.length + otherLots.length === 0 && lot?.serials === undefined;
        const isWhole =
          lot === undefined ||
          (lot.quantity.unit === line?.quantity.unit && Number(lot.quantity.value) === Number(line.quantity.value));
        if (isOne && isWhole) assert.equal(toMovementV1(movement).materialNumber, line?.materialNumber);
        else assert.throws(() => toMovementV1(movement), NotRepresentable);
      }),
      RUNS,
    );
  });
});

describe("a pointer into version 2", () => {
  for (const [newer, older] of [
    ["/lines/0/lots/0/lotNumber", "/lotNumber"],
    ["/lines/0/lots/0/quantity/unit", "/quantity/unit"],
    ["/lines/0/stockStatus/to", "/toStockStatus"],
    ["/lines/0/stockStatus", "/fromStockStatus"],
    ["/lines/0/storageLocation/from", "/storageLocation/from"],
    ["/lines/0/materialNumber", "/materialNumber"],
    ["/lines/0", ""],
    ["/lines", "/lines"],
    ["/movement/lines/0/materialNumber", "/movement/materialNumber"],
    ["/reasonCode", "/reasonCode"],
    ["", ""],
  ] as const)
    it(`${newer === "" ? "to the root" : newer} leads to ${older === "" ? "the root" : older} of version 1`, () => {
      assert.equal(toPointerV1(newer), older);
    });
});
