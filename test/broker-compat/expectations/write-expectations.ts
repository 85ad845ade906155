import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientExpectations, Expectation } from "./expectation.js";

const HAL = "application\\/hal\\+json;\\s?charset=utf-8";
const JSON_ONLY = "application\\/json;\\s?charset=utf-8";
/** More make reading and reporting of one file slow. */
const INTERACTIONS_MAX = 50;

/** Writes what a client expects as a pact of specification 3. @returns the path of the file */
export function writeExpectations({ client, accept, expectations }: ClientExpectations, folder: string): string {
  if (expectations.length > INTERACTIONS_MAX)
    throw new Error(`${client} has more than ${INTERACTIONS_MAX} interactions`);
  const pact = {
    consumer: { name: client },
    provider: { name: "pact-registry" },
    interactions: expectations.map((expectation) => interactionOf(expectation, accept)),
    metadata: { pactSpecification: { version: "3.0.0" } },
  };
  const path = join(folder, `${client.replaceAll(/[^a-z]+/gi, "-")}.json`);
  writeFileSync(path, JSON.stringify(pact, undefined, 1));
  return path;
}

function interactionOf(expectation: Expectation, accept: string): object {
  const { description, state, method, path, query, contentType, body, status, answer, exactly } = expectation;
  const isTemplated = path.includes("${");
  const type = contentType ?? "application/json";
  return {
    description,
    ...(state === undefined ? {} : { providerStates: [{ name: state }] }),
    request: {
      method,
      path: path.replaceAll(/\$\{(\w+)\}/g, "1"),
      ...(query === undefined || query === "" ? {} : { query: queryOf(query) }),
      headers: { Accept: accept, ...(body === undefined ? {} : { "Content-Type": type }) },
      ...(body === undefined ? {} : { body }),
      ...(isTemplated ? { generators: { path: { type: "ProviderState", expression: path } } } : {}),
    },
    response: {
      status,
      ...(status === 204
        ? {}
        : {
            headers: {
              "Content-Type": status === 409 ? "application/json;charset=utf-8" : "application/hal+json;charset=utf-8",
            },
          }),
      ...(answer === undefined ? {} : { body: answer }),
      matchingRules: {
        ...(status === 204
          ? {}
          : { header: { "Content-Type": rule("regex", { regex: status === 409 ? JSON_ONLY : HAL }) } }),
        ...(answer === undefined ? {} : { body: bodyRules(exactly ?? []) }),
      },
    },
  };
}

/** The format keeps the values of each name and no order between names, so only one selector can be written down. */
function queryOf(query: string): Readonly<Record<string, readonly string[]>> {
  const pairs = query.split("&").map((pair) => pair.split("=", 2));
  return Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, [value]]));
}

function bodyRules(exactly: readonly string[]): object {
  return { $: rule("type"), ...Object.fromEntries(exactly.map((path) => [path, rule("equality")])) };
}

const rule = (match: string, more: object = {}) => ({ combine: "AND", matchers: [{ match, ...more }] });
