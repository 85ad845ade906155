import type { FindingList } from "../finding-list.js";
import type { XmlElement } from "../xml/xml-element.js";
import type { MaterialLot, MaterialSubLot } from "./b2mml-message.js";
import { readLocation, readProperties, readQuantity } from "./read-material-entry.js";
import { readAll, refuseMissing, requireText } from "./require-text.js";

/** MaterialInformation elements of the data area → their lots, in document order. */
export function readMaterialInformation(dataArea: XmlElement, findings: FindingList): MaterialLot[] {
  return dataArea
    .all("MaterialInformation")
    .flatMap((information) =>
      readAll(information.all("MaterialLot"), (lot) => readLot(lot, information.textOf("ID"), findings)),
    );
}

/** A lot names its material itself, or stands under a MaterialInformation whose ID is the material number. */
function readLot(element: XmlElement, owner: string | undefined, findings: FindingList): MaterialLot | undefined {
  const materialNumber = element.textOf("MaterialDefinitionID") ?? owner;
  const id = requireText(element, "ID", findings);
  if (materialNumber === undefined) return refuseMissing(element, "MaterialDefinitionID", findings);
  if (id === undefined) return undefined;
  return {
    pointer: element.pointer,
    materialNumber,
    id,
    status: element.textOf("Status"),
    locationId: readLocation(element),
    quantity: readQuantity(element, findings),
    properties: readProperties(element.all("MaterialLotProperty")),
    subLots: readAll(element.all("MaterialSubLot"), (subLot) => readSubLot(subLot, findings)),
  };
}

function readSubLot(element: XmlElement, findings: FindingList): MaterialSubLot | undefined {
  const id = requireText(element, "ID", findings);
  if (id === undefined) return undefined;
  return {
    pointer: element.pointer,
    id,
    status: element.textOf("Status"),
    locationId: readLocation(element),
    quantity: readQuantity(element, findings),
  };
}
