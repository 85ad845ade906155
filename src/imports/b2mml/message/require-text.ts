import type { FindingList } from "../finding-list.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { XmlElement } from "../xml/xml-element.js";

/** Text of a child that must be there; an absent or empty one is an ERROR. */
export function requireText(element: XmlElement, name: string, findings: FindingList): string | undefined {
  return element.textOf(name) ?? refuseMissing(element, name, findings);
}

/** Reports a child that must be there. */
export function refuseMissing(element: XmlElement, name: string, findings: FindingList): undefined {
  return findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code,
    message: `${element.name} has no ${name}.`,
    pointer: element.pointer,
    fix: `Send ${name} in ${element.name}.`,
  });
}

/** Maps every element and leaves out those that could not be read; each of them has left its ERROR behind. */
export function readAll<T>(elements: readonly XmlElement[], read: (element: XmlElement) => T | undefined): T[] {
  return elements.map(read).filter((part) => part !== undefined);
}
