import { type AnswerOf, type VersionChangeOf, convertItems, convertPage } from "../../../gateway/public.js";
import { toMovementV1, toMovementV2, toPointerV1 } from "./movement.js";
import type { operations as v1 } from "./v1.gen.js";
import type { operations as v2 } from "./v2.gen.js";

type ResourceV1 = AnswerOf<v1["getMovement"]>["body"];
type ResourceV2 = AnswerOf<v2["getMovement"]>["body"];
type RecordedV1 = Readonly<Record<string, unknown>> & Pick<ResourceV1, "movement">;
type RecordedV2 = Readonly<Record<string, unknown>> & Pick<ResourceV2, "movement">;
type Status = AnswerOf<v2["getOperation"]>["body"];
type Problem = NonNullable<Status["problem"]>;
type Finding = NonNullable<Problem["errors"]>[number];

/** From one material in one lot to documents of many lines with split lots. */
export const v1ToV2: VersionChangeOf<v1, v2> = {
  from: "v1",
  to: "v2",
  description:
    "A movement is a document with 1 to 500 lines that reach the ERP together or not at all; a line may be split over lots, each with its quantity and serials. The stock statuses are one object, stockStatus, and a SCRAP must say its reasonCode.",
  operations: {
    createMovement: {
      up: ({ body, ...rest }) => ({ ...rest, body: toMovementV2(body) }),
      down: ({ status, body }) => ({ status, body: toStatus(body) }),
      pointer: toPointerV1,
    },
    validateMovement: {
      up: ({ body, ...rest }) => ({ ...rest, body: toMovementV2(body) }),
      down: ({ status, body }) => ({ status, body: { ...body, findings: body.findings.map(toFinding) } }),
      pointer: toPointerV1,
    },
    createMovementBatch: {
      up: ({ body, ...rest }) => ({
        ...rest,
        body: convertItems(body, ({ idempotencyKey, movement }) => ({
          idempotencyKey,
          movement: toMovementV2(movement),
        })),
      }),
      down: ({ status, body }) => ({
        status,
        body: {
          ...body,
          results: body.results.map(({ problem, ...result }) =>
            problem === undefined ? result : { ...result, problem: toProblem(problem) },
          ),
        },
      }),
    },
    getMovement: {
      up: (request) => request,
      down: ({ status, body }) => ({ status, body: toResource(body) }),
    },
    listMovements: {
      up: (request) => request,
      down: ({ status, body: { items, nextCursor } }) => {
        const { items: said, leftOut } = convertPage(items, toResource);
        return { status, body: { items: said, nextCursor, ...(leftOut.length === 0 ? {} : { leftOut }) } };
      },
    },
    getOperation: {
      up: (request) => request,
      down: ({ status, body }) => ({ status, body: toStatus(body) }),
    },
  },
  events: {
    "inventory-movement.issued": { down: toRecordedV1 },
    "inventory-movement.received": { down: toRecordedV1 },
    "inventory-movement.scrapped": { down: toRecordedV1 },
    "inventory-movement.transferred": { down: toRecordedV1 },
    "inventory-movement.counted": { down: toRecordedV1 },
    "inventory-movement.reversed": { down: toRecordedV1 },
  },
};

/** Data of every event of a movement. @throws NotRepresentable */
function toRecordedV1({ movement, ...same }: RecordedV2): RecordedV1 {
  return { ...same, movement: toMovementV1(movement) };
}

/** @throws NotRepresentable */
function toResource({ movement, findings, ...same }: ResourceV2): ResourceV1 {
  return { ...same, movement: toMovementV1(movement), findings: findings.map(toFinding) };
}

function toStatus({ problem, ...same }: Status): Status {
  return problem === undefined ? same : { ...same, problem: toProblem(problem) };
}

function toProblem({ errors, ...same }: Problem): Problem {
  return errors === undefined ? same : { ...same, errors: errors.map(toFinding) };
}

const toFinding = (finding: Finding): Finding => ({ ...finding, pointer: toPointerV1(finding.pointer) });
