import type { SchemaNode } from "../breaking/schema/schema-node.js";

/** Numbers every format and bound of the field is near to: edges of int32, int64, float. */
const EDGES = [0, 1, 2, -1, 0.5, 1.5, 100, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e19, 1e39];

/** Numbers at the edges of what two schemas say about numbers; small whole ones first. */
export function numbersNear(nodes: readonly SchemaNode[]): number[] {
  const steps = nodes.flatMap(({ multiples }) => multiples.map(({ value }) => value)).filter((step) => step > 0);
  const bounds = nodes.flatMap(({ minimum, maximum }) => [minimum?.value.limit, maximum?.value.limit]);
  const numbers = [
    ...bounds.filter((bound) => bound !== undefined).flatMap((bound) => around(bound, steps)),
    ...steps.flatMap((step) => [step, step * 2, step * 3, step * 5, step * 7, -step, step / 2]),
    ...EDGES,
  ];
  return [...new Set(numbers)].filter((number) => Number.isFinite(number));
}

function around(bound: number, steps: readonly number[]): number[] {
  const near = [0, 1, -1, 0.5, -0.5, 0.001, -0.001].map((distance) => bound + distance);
  const whole = steps.flatMap((step) => [-1, 0, 1, 2].map((count) => tidy((Math.floor(bound / step) + count) * step)));
  return [...near.map(tidy), ...whole, bound * 2, bound * 10];
}

/** 0.1 * 3 is meant to be 0.3. */
function tidy(number: number): number {
  return Number(number.toPrecision(15));
}
