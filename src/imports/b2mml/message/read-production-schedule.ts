import type { FindingList } from "../finding-list.js";
import type { XmlElement } from "../xml/xml-element.js";
import type { ProductionRequest, SegmentRequirement } from "./b2mml-message.js";
import { readMaterialEntry, readProperties } from "./read-material-entry.js";
import { readAll, requireText } from "./require-text.js";

/** ProductionSchedule elements of the data area → their requests, in document order. */
export function readProductionSchedule(dataArea: XmlElement, findings: FindingList): ProductionRequest[] {
  const requests = dataArea.all("ProductionSchedule").flatMap((schedule) => schedule.all("ProductionRequest"));
  return readAll(requests, (request) => readRequest(request, findings));
}

function readRequest(element: XmlElement, findings: FindingList): ProductionRequest | undefined {
  const id = requireText(element, "ID", findings);
  if (id === undefined) return undefined;
  return {
    pointer: element.pointer,
    id,
    startTime: element.textOf("StartTime"),
    endTime: element.textOf("EndTime"),
    priority: element.textOf("Priority"),
    segments: element.all("SegmentRequirement").map((segment) => readSegment(segment, findings)),
  };
}

function readSegment(element: XmlElement, findings: FindingList): SegmentRequirement {
  const parameters = element.all("ProductionParameter").flatMap((parameter) => parameter.all("Parameter"));
  return {
    pointer: element.pointer,
    processSegmentId: element.textOf("ProcessSegmentID"),
    parameters: readProperties(parameters),
    materials: readAll(element.all("MaterialRequirement"), (entry) => readMaterialEntry(entry, findings)),
    segments: element.all("SegmentRequirement").map((segment) => readSegment(segment, findings)),
  };
}
