import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { isJsonObject, type JsonObject, type JsonValue } from "../intake/json-value.js";
import { expandGiven } from "./given-aliases.js";
import { givenFault } from "./given-path.js";
import { withKnownPermissions } from "./known-permissions.js";
import type { ContractFamily, LintRule, RuleExample, RuleThen } from "./lint-rule.js";
import { FileMembers, readYamlObject } from "./read-yaml-object.js";

const MEMBERS = "id title why fix severity on protects given then resolved project examples".split(" ");
const FORMAT_LINES: Readonly<Record<ContractFamily, JsonObject>> = {
  openapi: { openapi: "3.1.0" },
  asyncapi: { asyncapi: "3.0.0" },
};

/** Every rule of a folder, in the order of their ids; a broken file stops with its name and the member at fault. */
export function readLintRules(folder: string): LintRule[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => readLintRule(join(folder, name)));
}

function readLintRule(file: string): LintRule {
  const members = new FileMembers(basename(file), readYamlObject(file)).allowOnly(MEMBERS);
  const id = members.text("id");
  if (`${id}.yaml` !== members.file) throw new Error(`${members.file}: id ${id} differs from the name of the file`);
  const on = members.listOf("on", ["openapi", "asyncapi"]);
  const head = {
    id,
    on,
    title: members.text("title"),
    why: members.text("why"),
    fix: members.text("fix"),
    protects: members.text("protects"),
    severity: members.oneOf("severity", ["error", "warn", "info"]),
    examples: readExamples(members),
  };
  if (members.has("project")) return { ...head, scope: "project", project: readProject(members) };
  return { ...head, scope: "document", ...readSelection(members) };
}

function readProject(members: FileMembers): { function: string; functionOptions: JsonObject } {
  const project = new FileMembers(members.file, members.object("project")).allowOnly(["function", "functionOptions"]);
  const functionOptions = project.has("functionOptions") ? project.object("functionOptions") : {};
  return { function: project.text("function"), functionOptions };
}

function readSelection(members: FileMembers): { given: string[]; judges: RuleThen[]; resolved: boolean } {
  const given = members.texts("given").flatMap(expandGiven);
  const fault = given.map(givenFault).find((text) => text !== undefined);
  if (fault !== undefined) throw new Error(`${members.file}: ${fault}`);
  const resolved = members.has("resolved") && members.oneOf("resolved", ["yes", "no"]) === "yes";
  return { given, judges: members.objects("then").map((then) => readThen(members.file, then)), resolved };
}

function readThen(file: string, value: JsonObject): RuleThen {
  const then = new FileMembers(file, value).allowOnly(["function", "field", "functionOptions"]);
  return {
    function: then.text("function"),
    ...(then.has("field") ? { field: then.text("field") } : {}),
    ...(then.has("functionOptions") ? { functionOptions: withKnownPermissions(then.object("functionOptions")) } : {}),
  };
}

function readExamples(members: FileMembers): LintRule["examples"] {
  const examples = new FileMembers(members.file, members.object("examples")).allowOnly(["good", "bad"]);
  const read = (kind: "good" | "bad"): RuleExample[] =>
    examples.objects(kind).map((value) => readExample(members.file, value, kind));
  const [good, bad] = [read("good"), read("bad")];
  if (good.length === 0 || bad.length === 0) throw new Error(`${members.file}: examples need a good and a bad one`);
  return { good, bad };
}

function readExample(file: string, value: JsonObject, kind: "good" | "bad"): RuleExample {
  const names = kind === "good" ? ["says", "contract", "others"] : ["says", "contract", "others", "at"];
  const example = new FileMembers(file, value).allowOnly(names);
  return {
    says: example.text("says"),
    contract: withFormat(example.object("contract")),
    ...(example.has("others") ? { others: example.objects("others").map(withFormat) } : {}),
    at: kind === "good" ? [] : example.texts("at"),
  };
}

/** An example that has channels or messages is AsyncAPI; one that says its format itself keeps it. */
function withFormat(contract: JsonObject): JsonObject {
  if (contract["openapi"] !== undefined || contract["asyncapi"] !== undefined) return contract;
  const components: JsonValue | undefined = contract["components"];
  const hasMessages = isJsonObject(components) && components["messages"] !== undefined;
  const isEvents = hasMessages || contract["channels"] !== undefined || contract["operations"] !== undefined;
  return { ...FORMAT_LINES[isEvents ? "asyncapi" : "openapi"], ...contract };
}
