import { compileExampleCheck } from "./reading/example-check.js";
import { dereference } from "./reading/dereference.js";
import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { messagesOf, payloadOf } from "./reading/messages.js";
import { operationsOf, responsesOf } from "./reading/operations.js";
import { schemaPlaces } from "./reading/schema-places.js";
import { listOf, objectOf, type Path, uniquePlaces } from "./reading/values.js";

interface Exampled {
  /** Where the schema stands in the document. */
  readonly schema: Path;
  readonly examples: readonly { readonly value: unknown; readonly path: Path }[];
  /** Bodies must have an example; schemas and parameters may. */
  readonly isBody: boolean;
  readonly path: Path;
}

/** Examples are what people copy: each body has one, and each is valid. */
export default function exampleValid(target: unknown): Judgement {
  const check = compileExampleCheck(target);
  const places = uniquePlaces([...bodies(target), ...payloads(target), ...schemas(target)]);
  const results = places.flatMap(({ schema, examples, isBody, path }): Result[] => {
    if (examples.length === 0) return isBody ? [{ message: "the body has no example", path }] : [];
    return examples.flatMap((example) => {
      const breach = check(schema, example.value);
      return breach === undefined ? [] : [{ message: `the example breaks its schema: ${breach}`, path: example.path }];
    });
  });
  return judgement(results, places.length);
}

function bodies(root: unknown): Exampled[] {
  return operationsOf(root).flatMap((operation) => {
    const asked = { value: operation.value["requestBody"], path: [...operation.path, "requestBody"] };
    const answers = responsesOf(root, operation).map(({ value, writtenAt }) => ({ value, path: writtenAt }));
    return [asked, ...answers].flatMap(({ value, path }) => {
      const located = dereference(root, value, path);
      return Object.entries(objectOf(objectOf(located.value)["content"])).flatMap(([type, media]) =>
        mediaPlace(root, objectOf(media), [...located.path, "content", type]),
      );
    });
  });
}

function mediaPlace(root: unknown, media: Readonly<Record<string, unknown>>, path: Path): Exampled[] {
  if (media["schema"] === undefined) return [];
  const single = media["example"] === undefined ? [] : [{ value: media["example"], path: [...path, "example"] }];
  const several = Object.entries(objectOf(media["examples"])).map(([name, example]) => {
    const located = dereference(root, example, [...path, "examples", name]);
    return { value: objectOf(located.value)["value"], path: [...located.path, "value"] };
  });
  const inSchema = schemaExamples(dereference(root, media["schema"]).value, []);
  const examples = [...single, ...several.filter(({ value }) => value !== undefined)];
  // The examples of the schema itself are judged where the schema stands.
  return [{ schema: [...path, "schema"], examples, isBody: inSchema.length === 0, path }];
}

function payloads(root: unknown): Exampled[] {
  return messagesOf(root).flatMap((message) => {
    const payload = payloadOf(message);
    if (payload === undefined) return [];
    const examples = listOf(message.value["examples"])
      .map((example, index) => ({
        value: objectOf(example)["payload"],
        path: [...message.path, "examples", index, "payload"],
      }))
      .filter(({ value }) => value !== undefined);
    return [{ schema: payload.path, examples, isBody: true, path: message.path }];
  });
}

function schemas(root: unknown): Exampled[] {
  return schemaPlaces(root)
    .map(({ schema, path }) => ({ schema: path, examples: schemaExamples(schema, path), isBody: false, path }))
    .filter(({ examples }) => examples.length > 0);
}

function schemaExamples(schema: unknown, path: Path): { value: unknown; path: Path }[] {
  const { example, examples } = objectOf(schema);
  const single = example === undefined ? [] : [{ value: example, path: [...path, "example"] }];
  return [...single, ...listOf(examples).map((value, index) => ({ value, path: [...path, "examples", index] }))];
}
