import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { AnySchemaObject, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { parse } from "yaml";
import { projectRoot } from "../../config/project-root.js";
import { pointerToken, type Finding } from "../../kernel/finding.js";
import type { CloudEvent } from "./cloud-event.js";

/** One message of contracts/asyncapi, as far as the validator reads it. */
interface AsyncApiMessage {
  readonly name: string;
  readonly payload: { readonly schema: AnySchemaObject };
}

/** Relative references of the contract files resolve against it; nothing is ever fetched. */
const BASE_URI = "https://contracts.invalid/";

/** The event types Interlock may publish, compiled from contracts/asyncapi at boot. */
export class EventContracts {
  /** @param validators by CloudEvents type, such as `com.interlock.production-order.released.v1`. */
  constructor(private readonly validators: ReadonlyMap<string, ValidateFunction>) {}

  /** Every event type that has a contract, in the order of the files. */
  get types(): readonly string[] {
    return [...this.validators.keys()];
  }

  /** All breaches of the event's contract; an empty list means it may be published. */
  validateEvent(event: CloudEvent): Finding[] {
    const validate = this.validators.get(event.type);
    if (validate === undefined) return [unknownType(event.type)];
    validate(event);
    return [...(validate.errors ?? []).map(toFinding), ...checkKey(event)];
  }
}

/**
 * Reads contracts/schemas and contracts/asyncapi. @throws Error naming the file when a contract cannot be read or
 * compiled: a process with a broken contract must not start.
 */
export function loadEventContracts(contractsFolder: string = join(projectRoot, "contracts")): EventContracts {
  // Strictness about how schemas are written belongs to test/contracts; here the files are those that passed it.
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajvFormats.default(ajv);
  for (const file of yamlFiles(contractsFolder, "schemas")) {
    ajv.addSchema({ ...readYaml<AnySchemaObject>(contractsFolder, file), $id: BASE_URI + file });
  }
  const validators = new Map<string, ValidateFunction>();
  for (const file of yamlFiles(contractsFolder, "asyncapi")) {
    for (const message of messagesOf(contractsFolder, file)) {
      if (validators.has(message.name)) throw new Error(`${file}: the event type ${message.name} is described twice`);
      validators.set(message.name, compile(ajv, file, message));
    }
  }
  return new EventContracts(validators);
}

function compile(ajv: Ajv2020, file: string, message: AsyncApiMessage): ValidateFunction {
  try {
    return ajv.compile({ ...message.payload.schema, $id: `${BASE_URI}${file}?message=${message.name}` });
  } catch (error) {
    throw new Error(`${file}: the message ${message.name} does not compile`, { cause: error });
  }
}

function messagesOf(contractsFolder: string, file: string): AsyncApiMessage[] {
  const document = readYaml<{ components: { messages: Record<string, AsyncApiMessage> } }>(contractsFolder, file);
  return Object.values(document.components.messages);
}

function yamlFiles(contractsFolder: string, below: string): string[] {
  return readdirSync(join(contractsFolder, below), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `${below}/${name.replaceAll("\\", "/")}`)
    .toSorted();
}

function readYaml<T>(contractsFolder: string, file: string): T {
  return parse(readFileSync(join(contractsFolder, file), "utf8"), { merge: true }) as T;
}

function toFinding(error: ErrorObject): Finding {
  const extra: unknown = error.params["unevaluatedProperty"] ?? error.params["additionalProperty"];
  const isUnknownField = typeof extra === "string";
  return {
    code: isUnknownField ? "UNKNOWN_FIELD" : "SCHEMA_VIOLATION",
    severity: "ERROR",
    check: "event-contract",
    message: isUnknownField
      ? `The event has the member ${extra}, which its contract does not know.`
      : `The event breaks its contract at ${error.instancePath || "its root"}: ${error.message ?? error.keyword}.`,
    pointer: isUnknownField ? `${error.instancePath}/${pointerToken(extra)}` : error.instancePath,
    fix: "Mend the code that writes the event, or change contracts/asyncapi as a governed contract change.",
  };
}

function unknownType(type: string): Finding {
  return {
    code: "SCHEMA_VIOLATION",
    severity: "ERROR",
    check: "event-contract",
    message: `No contract describes the event type ${type}.`,
    pointer: "/type",
    fix: "Describe the message in contracts/asyncapi.",
  };
}

/** The key that orders events must be what the event is about; JSON Schema cannot compare members. */
function checkKey(event: CloudEvent): Finding[] {
  const isInPlant = event.plantcode === undefined || event.partitionkey.startsWith(`${event.plantcode}/`);
  if (event.partitionkey === event.subject && isInPlant) return [];
  const plant = event.plantcode === undefined ? "" : ` in plant ${event.plantcode}`;
  return [
    {
      code: "SCHEMA_VIOLATION",
      severity: "ERROR",
      check: "event-contract",
      message: `The partitionkey ${event.partitionkey} is not the subject ${event.subject}${plant}.`,
      pointer: "/partitionkey",
      fix: "Build the envelope with Outbox.append.",
    },
  ];
}
