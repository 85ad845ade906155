import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CompiledVersion,
  type ContractSet,
  NotRepresentable,
  type VersionChange,
} from "../../src/gateway/public.js";
import type { ContractOperation, ContractParameter } from "../../src/gateway/contract-operation.js";
import type { ChangeContext, VersionedRequest } from "../../src/gateway/versions/version-change.js";
import { checkHandledRequest } from "../../src/gateway/versions/check-handled-request.js";
import { operationChain } from "../../src/gateway/versions/version-chain.js";
import type { ContractSchemas } from "../fuzz/values/contract-schemas.js";
import { SchemaArbitraries } from "../fuzz/values/schema-arbitrary.js";

const CONTEXT: ChangeContext = { plantCode: "P100", clientId: "tests", basePath: "/tests/v1" };
const JSON_TYPE = "application/json";

type Compiled = CompiledVersion["operations"][number];

/** One operation of the older version and where it leads. */
export interface Pair {
  readonly change: VersionChange;
  readonly older: Compiled;
  readonly newer: Compiled;
}

/** Every operation of the older version of a step with its operation of the newer one. */
export function pairsOf(contracts: ContractSet, api: string, change: VersionChange): readonly Pair[] {
  const operationsOf = (major: string): readonly Compiled[] =>
    contracts.contracts.find(({ line }) => line.kind === "openapi" && line.name === api && line.major === major)
      ?.compiled?.operations ?? [];
  const newer = operationsOf(change.to);
  return operationsOf(change.from).map((older) => {
    const { operationId } = operationChain(older.operation.operationId, [change]);
    const target = newer.find(({ operation }) => operation.operationId === operationId);
    if (target === undefined) assert.fail(`${operationId} is not in ${change.to}`);
    return { change, older, newer: target };
  });
}

/** Requests that the older version accepts, in the form a version change gets them. */
export function requestArbitrary({ older }: Pair, schemas: ContractSchemas): fc.Arbitrary<VersionedRequest> {
  const values = new SchemaArbitraries(schemas);
  const { operation } = older;
  const body = operation.body === undefined ? fc.constant(undefined) : values.of(schemas.read(operation.body.schema));
  return fc.record({
    path: parameters(operation, "path", values, schemas),
    query: parameters(operation, "query", values, schemas),
    headers: parameters(operation, "header", values, schemas),
    body: older.item === undefined ? body : body.map((items) => toItems(items as readonly unknown[])),
  });
}

function parameters(
  operation: ContractOperation,
  place: ContractParameter["in"],
  values: SchemaArbitraries,
  schemas: ContractSchemas,
): fc.Arbitrary<Record<string, unknown>> {
  const own = operation.parameters.filter((parameter) => parameter.in === place);
  const nameOf = ({ name }: ContractParameter): string => (place === "header" ? name.toLowerCase() : name);
  const model = Object.fromEntries(own.map((each) => [nameOf(each), values.of(schemas.read(each.schema))]));
  return fc.record(model, {
    requiredKeys: own.filter(({ isRequired }) => isRequired).map(nameOf),
    noNullPrototype: true,
  });
}

const toItems = (items: readonly unknown[]): readonly unknown[] =>
  items.map((value, index) => ({ index, text: JSON.stringify(value), value }));

/** Up is total, keeps to the newer contract, and changes nothing of what it is given. */
export function checkUp({ change, older, newer }: Pair, request: VersionedRequest): void {
  const step = change.operations[older.operation.operationId];
  const given = freeze(structuredClone(request));
  const upped = step === undefined ? given : step.up(given, CONTEXT);
  if (step !== undefined) assert.deepEqual(step.up(given, CONTEXT), upped, "the same request leads to two");
  const copy = (part: unknown): Record<string, unknown> =>
    Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined));
  const { path, query, headers, body } = upped;
  const handled = { path: copy(path), query: copy(query), headers: copy(headers), body };
  assert.deepEqual(checkHandledRequest(newer, handled), []);
}

/** Statuses with a JSON body that both the newer operation has and its handlers give. */
export const statusesOf = ({ newer }: Pair): readonly string[] =>
  [...newer.operation.responses].flatMap(([status, { content }]) => (content.has(JSON_TYPE) ? [status] : []));

/** @returns whether the older version had words for it; the answer is then valid in it */
export function checkDown({ change, older }: Pair, status: string, body: unknown, answers: ContractSchemas): boolean {
  const step = change.operations[older.operation.operationId];
  const given = freeze(structuredClone(body));
  try {
    const lowered =
      step === undefined
        ? { status: Number(status), body: given }
        : step.down({ status: Number(status), body: given }, CONTEXT);
    const expected = older.operation.responses.get(String(lowered.status))?.content.get(JSON_TYPE);
    if (expected === undefined) assert.fail(`${change.from} lists no answer with the status ${lowered.status}`);
    const plain: unknown = JSON.parse(JSON.stringify(lowered.body));
    assert.ok(answers.read(expected).isValid(plain), `${JSON.stringify(plain)} breaks ${change.from}`);
    return true;
  } catch (error) {
    if (error instanceof NotRepresentable) return false;
    throw error;
  }
}

/** Whoever writes to what it was given fails. */
export function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}
