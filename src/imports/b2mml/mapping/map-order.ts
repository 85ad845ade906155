import type { Quantity } from "../../../kernel/quantity.js";
import type { ProductionRequest } from "../message/b2mml-message.js";
import { B2MML_PROBLEMS } from "../problems.js";
import { allocateLots } from "./allocate-lots.js";
import { collectSegments, type MaterialUseEntry } from "./collect-segments.js";
import type { GovernedCall, OrderReleaseDocument } from "./governed-documents.js";
import { refuseUnmapped } from "./map-code.js";
import { mapComponents } from "./map-components.js";
import { mapMaterialNumber } from "./map-material-number.js";
import { mapOperations } from "./map-operations.js";
import { mapQuantity } from "./map-quantity.js";
import type { MappingContext } from "./mapping-context.js";
import { plannedTimes } from "./planned-times.js";

/** A B2MML V0401 request has no version of its own, so every file states the first revision of its order. */
const REVISION = 1;

/** ProductionRequest → releaseOrder; undefined when an ERROR was found. All findings are collected before. */
export function mapOrder(request: ProductionRequest, context: MappingContext): GovernedCall | undefined {
  const document = mapDocument(request, context);
  if (document === undefined || context.findings.hasErrors) return undefined;
  return {
    operation: "releaseOrder",
    resource: `order ${document.plantCode}/${document.orderNumber}`,
    method: "POST",
    path: "/production-order/v1/orders",
    body: document,
  };
}

function mapDocument(request: ProductionRequest, context: MappingContext): OrderReleaseDocument | undefined {
  const segments = collectSegments(request, context);
  const product = mapProduct(segments.produced, request, context);
  const times = plannedTimes(request, context);
  const priority = mapPriority(request, context);
  const operations = mapOperations(segments.operations, context);
  const components = allocateLots(mapComponents(segments.consumed, context), segments.allocations, context);
  if (product === undefined || times === undefined) return undefined;
  return { ...identity(request, context), ...product, ...times, ...priority, operations, components };
}

function identity(request: ProductionRequest, { profile }: MappingContext) {
  return {
    orderNumber: request.id,
    plantCode: profile.plant,
    revision: REVISION,
    erpSystem: profile.systems.erp.name,
    orderType: profile.b2mml.orderType,
  };
}

type Product = Pick<OrderReleaseDocument, "material" | "quantity" | "routing" | "bom">;

function mapProduct(
  produced: readonly MaterialUseEntry[],
  request: ProductionRequest,
  context: MappingContext,
): Product | undefined {
  const [entry, ...others] = produced;
  if (entry === undefined || others.length > 0) return refuseProduct(produced.length, request, context);
  const number = mapMaterialNumber(entry.material.materialNumber, context);
  const quantity: Quantity | undefined = mapQuantity(entry.material.quantity, entry.material.pointer, context);
  const { recipe } = context.profile.b2mml;
  const versions = Object.hasOwn(recipe, number) ? recipe[number] : undefined;
  if (versions === undefined) return refuseUnmapped("b2mml.recipe", number, entry.material.pointer, context);
  return quantity === undefined
    ? undefined
    : { material: { number }, quantity, routing: versions.routing, bom: versions.bom };
}

function mapPriority(request: ProductionRequest, context: MappingContext): { readonly priority?: number } {
  if (request.priority === undefined) return {};
  if (/^[1-9]\d?$/.test(request.priority)) return { priority: Number(request.priority) };
  context.findings.add("WARN", {
    code: B2MML_PROBLEMS.B2MML_VALUE_NOT_CARRIED.code,
    message: `Priority "${request.priority.slice(0, 40)}" is not a number from 1 to 99 and is left out.`,
    pointer: `${request.pointer}/Priority`,
  });
  return {};
}

function refuseProduct(count: number, request: ProductionRequest, context: MappingContext): undefined {
  return context.findings.refuse({
    code: count === 0 ? B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code : B2MML_PROBLEMS.B2MML_CONTENT_UNSUPPORTED.code,
    message: `Order ${request.id} has ${count} materials with the use Produced; exactly one is needed.`,
    pointer: request.pointer,
    fix: "Send one MaterialRequirement with the use Produced for each order.",
  });
}
