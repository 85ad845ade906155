import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ContractFiles, entriesOf, listOf, objectOf, textOf, type Json, type Located } from "./contract-files.js";

const contracts = new ContractFiles();
const METHODS = ["get", "put", "post", "patch", "delete"];

interface Operation {
  readonly id: string;
  readonly located: Located;
}

function operationsOf(file: string): Operation[] {
  const root: Located = { file, pointer: "", value: contracts.at(file, "") };
  return entriesOf(root, "paths").flatMap(([, path]) =>
    METHODS.filter((method) => method in path.value).map((method) => {
      const value = objectOf(path.value[method]);
      return { id: textOf(value["operationId"]), located: { file, pointer: `${path.pointer}/${method}`, value } };
    }),
  );
}

/** The media types of the request body and of every response, with a readable name. */
function mediaTypesOf(operation: Operation): { name: string; media: Located }[] {
  const carriers: [string, Located][] = entriesOf(operation.located, "responses").map(([status, response]) => [
    `${operation.id} ${status}`,
    contracts.dereference(response.file, response.pointer, response.value),
  ]);
  const body = operation.located.value["requestBody"];
  if (body !== undefined) {
    const pointer = `${operation.located.pointer}/requestBody`;
    carriers.push([`${operation.id} request`, contracts.dereference(operation.located.file, pointer, objectOf(body))]);
  }
  return carriers.flatMap(([name, carrier]) =>
    entriesOf(carrier, "content").map(([type, media]) => ({ name: `${name} ${type}`, media })),
  );
}

function exampleValues(media: Located): { name: string; value: Json | undefined }[] {
  return entriesOf(media, "examples").map(([name, example]) => ({
    name,
    value: contracts.dereference(example.file, example.pointer, example.value).value["value"],
  }));
}

/** Schemas of parameters and headers that name an example. */
function parameterExamples(operation: Operation): { name: string; parameter: Located }[] {
  return listOf(operation.located.value["parameters"]).map((parameter, index) => {
    const pointer = `${operation.located.pointer}/parameters/${index}`;
    const located = contracts.dereference(operation.located.file, pointer, objectOf(parameter));
    return { name: `${operation.id} ${textOf(located.value["name"])}`, parameter: located };
  });
}

const eventNames = new Set(
  contracts.asyncapi.flatMap(({ file }) =>
    Object.keys(objectOf(objectOf(contracts.at(file, "")["components"])["messages"])),
  ),
);

describe("contracts/openapi", () => {
  for (const { file } of contracts.openapi) {
    const operations = operationsOf(file);

    it(`${file}: has operations with unique ids`, () => {
      assert.ok(operations.length > 0);
      assert.equal(new Set(operations.map((operation) => operation.id)).size, operations.length);
    });

    it(`${file}: every request and every response with a body has an example, and each validates`, () => {
      for (const { name, media } of operations.flatMap(mediaTypesOf)) {
        const examples = exampleValues(media);
        assert.ok(examples.length > 0, `${name} has no example`);
        for (const example of examples) {
          assert.ok(example.value !== undefined, `${name}: the example ${example.name} has no value`);
          const breaches = contracts.breaches(file, `${media.pointer}/schema`, example.value);
          assert.deepEqual(breaches, [], `${name}: example ${example.name}`);
        }
      }
    });

    it(`${file}: an error answer's example has the status it stands under`, () => {
      for (const operation of operations) {
        for (const [status, response] of entriesOf(operation.located, "responses")) {
          if (Number(status) < 400) continue;
          const carrier = contracts.dereference(response.file, response.pointer, response.value);
          for (const [, media] of entriesOf(carrier, "content")) {
            for (const { value } of exampleValues(media)) assert.equal(objectOf(value)["status"], Number(status));
          }
        }
      }
    });

    it(`${file}: every parameter has an example that validates`, () => {
      for (const { name, parameter } of operations.flatMap(parameterExamples)) {
        const example = parameter.value["example"];
        assert.ok(example !== undefined, `${name} has no example`);
        assert.deepEqual(contracts.breaches(parameter.file, `${parameter.pointer}/schema`, example), [], name);
      }
    });

    it(`${file}: every x-interlock.emits names a message of contracts/asyncapi`, () => {
      for (const { id, located } of operations) {
        for (const name of listOf(objectOf(located.value["x-interlock"])["emits"])) {
          assert.ok(eventNames.has(textOf(name)), `${id} emits ${textOf(name)}, which no AsyncAPI file describes`);
        }
      }
    });
  }
});
