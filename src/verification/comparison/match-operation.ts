import { type ContractReader, type Place } from "./contract-document.js";
import { isJsonObject, textAt } from "./json.js";

/** The operation of a contract that a request meets. */
export interface MatchedOperation {
  /** `GET /orders/{orderNumber}`, as a comparison names what a change affects. */
  readonly label: string;
  readonly pathItem: Place;
  readonly operation: Place;
}

/** Literal steps go before templates (OpenAPI 3.1 §4.8.8). The path may be written with or without the server's. */
export function matchOperation(reader: ContractReader, method: string, path: string): MatchedOperation | undefined {
  const candidates = reader
    .members(reader.member(reader.root, "paths"))
    .map(([template, pathItem]) => ({
      template,
      pathItem,
      operation: reader.member(pathItem, method.toLowerCase()),
    }))
    .filter(({ operation }) => isJsonObject(operation.value));
  const requested = serverPaths(reader).flatMap((base) => withoutBase(path, base));
  const [best] = candidates
    .filter(({ template }) => requested.some((steps) => fits(template, steps)))
    .toSorted((left, right) => templateCount(left.template) - templateCount(right.template));
  return best === undefined ? undefined : { ...best, label: `${method} ${best.template}` };
}

/** Paths of the servers, and none, because a pact may be written relative to them. */
export function serverPaths(reader: ContractReader): readonly string[] {
  const urls = reader.members(reader.member(reader.root, "servers")).map(([, { value }]) => textAt(value, "url") ?? "");
  return [...new Set([...urls.map(pathOf), ""])];
}

function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/iu, "");
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function withoutBase(path: string, base: string): readonly (readonly string[])[] {
  return path === base || path.startsWith(`${base}/`) ? [path.slice(base.length).split("/")] : [];
}

function fits(template: string, steps: readonly string[]): boolean {
  const wanted = template.split("/");
  return wanted.length === steps.length && wanted.every((step, index) => step.includes("{") || step === steps[index]);
}

function templateCount(template: string): number {
  return template.split("{").length;
}
