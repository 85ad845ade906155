import type { FindingList } from "../finding-list.js";
import type { XmlElement } from "../xml/xml-element.js";
import type { MaterialDefinition } from "./b2mml-message.js";
import { readProperties } from "./read-material-entry.js";
import { readAll, requireText } from "./require-text.js";

/** MaterialDefinition elements of the data area, in document order. */
export function readMaterialDefinition(dataArea: XmlElement, findings: FindingList): MaterialDefinition[] {
  return readAll(dataArea.all("MaterialDefinition"), (element) => {
    const id = requireText(element, "ID", findings);
    if (id === undefined) return undefined;
    const properties = readProperties(element.all("MaterialDefinitionProperty"));
    return { pointer: element.pointer, id, description: element.textOf("Description"), properties };
  });
}
