import { amountOf } from "../../../kernel/quantity.js";
import { add, compare, ZERO } from "../../../kernel/rational.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { MaterialUseEntry } from "./collect-segments.js";
import type { ComponentDocument, LotQuantityDocument } from "./governed-documents.js";
import { mapHandlingUnit } from "./map-handling-unit.js";
import { mapMaterialNumber } from "./map-material-number.js";
import { mapQuantity } from "./map-quantity.js";
import type { MappingContext } from "./mapping-context.js";

/** A component while its lots are being collected. */
interface OpenLine {
  readonly component: ComponentDocument;
  readonly lots: LotQuantityDocument[];
}

/**
 * Attaches lots to the component lines of their material. B2MML names no line for them: where a material has several
 * lines, a lot goes, undivided, to the first line that is not filled yet (the last one when all are), and says so.
 */
export function allocateLots(
  components: readonly ComponentDocument[],
  allocations: readonly MaterialUseEntry[],
  context: MappingContext,
): ComponentDocument[] {
  const lines = components.map((component) => ({ component, lots: [] as LotQuantityDocument[] }));
  for (const allocation of allocations) attach(allocation, lines, context);
  return lines.map(({ component, lots }) => (lots.length === 0 ? component : { ...component, allocatedLots: lots }));
}

function attach({ material }: MaterialUseEntry, lines: readonly OpenLine[], context: MappingContext): void {
  const lot = mapLot(material, context);
  if (lot === undefined) return;
  const materialNumber = mapMaterialNumber(material.materialNumber, context);
  const candidates = lines.filter((line) => line.component.materialNumber === materialNumber);
  const line = candidates.find((candidate) => !isFilled(candidate)) ?? candidates.at(-1);
  line?.lots.push(lot);
  if (line === undefined) reportNoLine(materialNumber, lot, material.pointer, context);
  else if (candidates.length > 1) reportChoice(line, lot, material.pointer, context);
}

function mapLot(material: MaterialUseEntry["material"], context: MappingContext): LotQuantityDocument | undefined {
  const quantity = mapQuantity(material.quantity, material.pointer, context);
  const handlingUnit = mapHandlingUnit(material.subLotId, material.pointer, context);
  if (quantity === undefined || material.lotNumber === undefined) return undefined;
  return { lotNumber: material.lotNumber, quantity, ...(handlingUnit === undefined ? {} : { handlingUnit }) };
}

/** Lots in another unit than the line's are left to the release checks, which can convert. */
function isFilled({ component, lots }: OpenLine): boolean {
  const same = lots.filter((lot) => lot.quantity.unit === component.quantity.unit);
  const allocated = same.map((lot) => amountOf(lot.quantity)).reduce(add, ZERO);
  return compare(allocated, amountOf(component.quantity)) >= 0;
}

function reportChoice(line: OpenLine, lot: LotQuantityDocument, pointer: string, context: MappingContext): void {
  const { materialNumber, componentLine } = line.component;
  context.findings.add("INFO", {
    code: B2MML_PROBLEMS.ALLOCATION_AMBIGUOUS.code,
    message: `Lot ${lot.lotNumber} of ${materialNumber}, which has several component lines, is attached to line ${componentLine}.`,
    pointer,
  });
}

/** While the order has errors its lines may be incomplete, and the lot may well have one. */
function reportNoLine(material: string, lot: LotQuantityDocument, pointer: string, context: MappingContext): void {
  if (context.findings.hasErrors) return;
  context.findings.add("WARN", {
    code: B2MML_PROBLEMS.B2MML_VALUE_NOT_CARRIED.code,
    message: `Lot ${lot.lotNumber} of ${material} is left out: the order has no component line of that material.`,
    pointer,
    fix: "Send the material as Consumed with its component line, or leave the lot out.",
  });
}
