import type { FindingList } from "../finding-list.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { XmlElement } from "../xml/xml-element.js";
import type { B2mmlMessage, MessageHeader, MessageKind } from "./b2mml-message.js";
import { checkDateTime } from "./check-date-time.js";
import { readMaterialDefinition } from "./read-material-definition.js";
import { readMaterialInformation } from "./read-material-information.js";
import { readProductionPerformance } from "./read-production-performance.js";
import { readProductionSchedule } from "./read-production-schedule.js";
import { refuseMissing, requireText } from "./require-text.js";

/** Namespace name of B2MML V0401; it is compared as text and never fetched. */
export const B2MML_V0401 = "http://www.wbf.org/xml/B2MML-V0401";

const ROOT = /^(Sync|Process)(ProductionSchedule|ProductionPerformance|MaterialInformation|MaterialDefinition)$/;

/** Reads the message of a file, or answers undefined with the ERROR that says why it is not one that is imported. */
export function readMessage(root: XmlElement, findings: FindingList): B2mmlMessage | undefined {
  if (root.namespace !== B2MML_V0401) return refuseVersion(root, findings);
  const [, verb, kind] = ROOT.exec(root.name) ?? [];
  if (verb === undefined || kind === undefined) return refuseRoot(root, findings);
  const header = readHeader(root, findings);
  const dataArea = root.first("DataArea") ?? refuseMissing(root, "DataArea", findings);
  if (header === undefined || dataArea === undefined) return undefined;
  if (hasRefusedAction(dataArea.first(verb))) return refuseAction(dataArea, findings);
  const message = { header, ...readContent(kind as MessageKind, dataArea, findings) };
  if (isEmpty(message) && !findings.hasErrors) return refuseMissing(dataArea, `${kind} with content`, findings);
  return message;
}

function readContent(kind: MessageKind, dataArea: XmlElement, findings: FindingList) {
  switch (kind) {
    case "ProductionSchedule":
      return { kind, requests: readProductionSchedule(dataArea, findings) };
    case "ProductionPerformance":
      return { kind, responses: readProductionPerformance(dataArea, findings) };
    case "MaterialInformation":
      return { kind, lots: readMaterialInformation(dataArea, findings) };
    case "MaterialDefinition":
      return { kind, definitions: readMaterialDefinition(dataArea, findings) };
  }
}

function isEmpty(message: B2mmlMessage): boolean {
  switch (message.kind) {
    case "ProductionSchedule":
      return message.requests.length === 0;
    case "ProductionPerformance":
      return message.responses.every((response) => response.segments.length === 0);
    case "MaterialInformation":
      return message.lots.length === 0;
    case "MaterialDefinition":
      return message.definitions.length === 0;
  }
}

function readHeader(root: XmlElement, findings: FindingList): MessageHeader | undefined {
  const area = root.first("ApplicationArea") ?? refuseMissing(root, "ApplicationArea", findings);
  const text = area === undefined ? undefined : requireText(area, "CreationDateTime", findings);
  if (area === undefined || text === undefined) return undefined;
  const pointer = `${area.pointer}/CreationDateTime`;
  const createdAt = checkDateTime(text, pointer, findings);
  return createdAt === undefined
    ? undefined
    : { pointer, sender: area.first("Sender")?.textOf("LogicalID"), createdAt };
}

/** An action that takes something away must not be read as one that adds it. */
function hasRefusedAction(verb: XmlElement | undefined): boolean {
  const expressions = verb?.all("ActionCriteria").flatMap((criteria) => criteria.all("ActionExpression")) ?? [];
  const codes = expressions.flatMap((expression) => expression.attributes["actionCode"] ?? []);
  return codes.some((code) => !["add", "change", "replace"].includes(code.toLowerCase()));
}

function refuseVersion(root: XmlElement, findings: FindingList): undefined {
  return findings.refuse({
    code: B2MML_PROBLEMS.B2MML_VERSION_UNSUPPORTED.code,
    message: `The root element ${root.name} is in the namespace "${root.namespace.slice(0, 200)}".`,
    pointer: root.pointer,
    fix: `Send B2MML V0401, in the namespace ${B2MML_V0401}.`,
  });
}

function refuseRoot(root: XmlElement, findings: FindingList): undefined {
  return findings.refuse({
    code: B2MML_PROBLEMS.B2MML_MESSAGE_UNSUPPORTED.code,
    message: `The message ${root.name.slice(0, 100)} is not imported.`,
    pointer: root.pointer,
    fix: "Send Sync or Process with ProductionSchedule, ProductionPerformance, MaterialInformation or MaterialDefinition.",
  });
}

function refuseAction(dataArea: XmlElement, findings: FindingList): undefined {
  return findings.refuse({
    code: B2MML_PROBLEMS.B2MML_MESSAGE_UNSUPPORTED.code,
    message: "The message asks for an action other than Add, Change or Replace.",
    pointer: dataArea.pointer,
    fix: "Take orders and master data back through the API.",
  });
}
