import type { FindingList } from "../finding-list.js";
import type { XmlElement } from "../xml/xml-element.js";
import type { ProductionResponse, SegmentResponse } from "./b2mml-message.js";
import { readMaterialEntry } from "./read-material-entry.js";
import { readAll, refuseMissing } from "./require-text.js";

/** ProductionPerformance elements of the data area → their responses, in document order. */
export function readProductionPerformance(dataArea: XmlElement, findings: FindingList): ProductionResponse[] {
  const responses = dataArea.all("ProductionPerformance").flatMap((part) => part.all("ProductionResponse"));
  return readAll(responses, (response) => readResponse(response, findings));
}

function readResponse(element: XmlElement, findings: FindingList): ProductionResponse | undefined {
  const requestId = element.textOf("ProductionRequestID") ?? element.textOf("ID");
  if (requestId === undefined) return refuseMissing(element, "ProductionRequestID", findings);
  const segments = readAll(element.all("SegmentResponse"), (segment) => readSegment(segment, findings));
  return { pointer: element.pointer, requestId, segments };
}

function readSegment(element: XmlElement, findings: FindingList): SegmentResponse | undefined {
  const processSegmentId = element.textOf("ProcessSegmentID") ?? element.textOf("ID");
  if (processSegmentId === undefined) return refuseMissing(element, "ProcessSegmentID", findings);
  return {
    pointer: element.pointer,
    processSegmentId,
    actualEndTime: element.textOf("ActualEndTime"),
    materials: readAll(element.all("MaterialActual"), (entry) => readMaterialEntry(entry, findings)),
  };
}
