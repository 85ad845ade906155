import type { FindingList } from "../finding-list.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { XmlElement } from "../xml/xml-element.js";
import type { MaterialEntry, PropertyEntry, QuantityText } from "./b2mml-message.js";
import { requireText } from "./require-text.js";

/** MaterialRequirement and MaterialActual differ only in the name of their properties. */
export function readMaterialEntry(element: XmlElement, findings: FindingList): MaterialEntry | undefined {
  const materialNumber = requireText(element, "MaterialDefinitionID", findings);
  if (materialNumber === undefined) return undefined;
  return {
    pointer: element.pointer,
    materialNumber,
    lotNumber: element.textOf("MaterialLotID"),
    subLotId: element.textOf("MaterialSubLotID"),
    use: element.textOf("MaterialUse"),
    locationId: readLocation(element),
    quantity: readQuantity(element, findings),
    properties: readProperties(element.all(`${element.name}Property`)),
  };
}

export function readLocation(element: XmlElement): string | undefined {
  return element.first("Location")?.textOf("EquipmentID");
}

/** The one Quantity of an element; B2MML allows several (in several units), of which none may be guessed at. */
export function readQuantity(element: XmlElement, findings: FindingList): QuantityText | undefined {
  const [quantity, ...others] = element.all("Quantity");
  if (quantity === undefined) return undefined;
  if (others.length > 0) refuseSeveral(element, findings);
  return {
    pointer: quantity.pointer,
    value: quantity.textOf("QuantityString") ?? "",
    unit: quantity.textOf("UnitOfMeasure"),
  };
}

function refuseSeveral(element: XmlElement, findings: FindingList): void {
  findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_UNSUPPORTED.code,
    message: `${element.name} has more than one Quantity.`,
    pointer: element.pointer,
    fix: "Send the quantity once, in one unit.",
  });
}

/** Properties and parameters: an ID with any number of values; one without an ID says nothing and is passed over. */
export function readProperties(elements: readonly XmlElement[]): readonly PropertyEntry[] {
  return elements.flatMap((element) => {
    const id = element.textOf("ID");
    if (id === undefined) return [];
    const values = element.all("Value").flatMap((value) => value.textOf("ValueString") ?? []);
    return [{ pointer: element.pointer, id, values }];
  });
}
