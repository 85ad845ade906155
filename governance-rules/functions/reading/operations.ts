import { dereference, objectAt } from "./dereference.js";
import { extensionOf, isObject, listOf, type Members, objectOf, type Path, textOf } from "./values.js";

export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** One OpenAPI operation with where it stands and the parameters that count for it. */
export interface Operation {
  readonly path: Path;
  readonly method: string;
  /** Template of the path, such as /orders/{orderNumber}. */
  readonly template: string;
  readonly value: Members;
  /** References followed; those of the path item included. */
  readonly parameters: readonly Members[];
}

/** The operation a rule was given at `$.paths[*][method]`. */
export function operationAt(root: unknown, target: unknown, path: Path): Operation {
  const value = objectOf(target);
  const item = objectOf(objectOf(objectOf(root)[String(path[0])])[String(path[1])]);
  const listed = [...listOf(item["parameters"]), ...listOf(value["parameters"])];
  const parameters = listed.map((parameter) => objectAt(root, parameter));
  return { path, method: String(path[2]), template: String(path[1]), value, parameters };
}

/** Every operation of an OpenAPI document. */
export function operationsOf(root: unknown): Operation[] {
  return Object.entries(objectOf(objectOf(root)["paths"])).flatMap(([template, item]) =>
    METHODS.filter((method) => isObject(objectOf(item)[method])).map((method) =>
      operationAt(root, objectOf(item)[method], ["paths", template, method]),
    ),
  );
}

/** A parameter by where it is sent and its name; header names do not care about case (RFC 9110 §5.1). */
export function parameterOf(operation: Operation, place: string, name: string): Members | undefined {
  const isSame = (other: string): boolean =>
    place === "header" ? other.toLowerCase() === name.toLowerCase() : other === name;
  return operation.parameters.find((parameter) => parameter["in"] === place && isSame(textOf(parameter["name"])));
}

/** A response of an operation, references followed. */
export interface Response {
  readonly status: string;
  readonly value: Members;
  /** Where the operation names it. */
  readonly path: Path;
  /** Where it is written, which is below components when the operation only refers to it. */
  readonly writtenAt: Path;
}

export function responsesOf(root: unknown, operation: Operation): Response[] {
  return Object.entries(objectOf(operation.value["responses"])).map(([status, response]) => {
    const path = [...operation.path, "responses", status];
    const written = dereference(root, response, path);
    return { status, value: objectOf(written.value), path, writtenAt: written.path };
  });
}

/** A header of a response, whatever its case. */
export function headerOf(root: unknown, response: Members, name: string): Members | undefined {
  const entry = Object.entries(objectOf(response["headers"])).find(
    ([header]) => header.toLowerCase() === name.toLowerCase(),
  );
  return entry === undefined ? undefined : objectAt(root, entry[1]);
}

/** A write is an operation whose method may change something (RFC 9110 §9.2.1). */
export function isWrite(operation: Operation): boolean {
  return ["post", "put", "patch", "delete"].includes(operation.method);
}

/** A POST that only computes: it says that it emits nothing and needs no idempotency. */
export function isPureComputation(operation: Operation): boolean {
  const { idempotency, emits } = extensionOf(operation.value);
  return idempotency === "none" && Array.isArray(emits) && emits.length === 0;
}

/** Schema of the JSON answer with the lowest 2xx status, where it is written. */
export function successSchema(root: unknown, operation: Operation): { value: unknown; path: Path } | undefined {
  const response = responsesOf(root, operation).find(({ status }) => status.startsWith("2"));
  const content = Object.values(objectOf(response?.value["content"]))[0];
  const schema = objectOf(content)["schema"];
  return schema === undefined ? undefined : dereference(root, schema);
}
