/** What a quality event is about, inside its plant (QualityScope of contracts/schemas/quality-event.yaml). */
export type QualityScope =
  | { readonly type: "ORDER"; readonly orderNumber: string }
  | { readonly type: "OPERATION"; readonly orderNumber: string; readonly operationNumber: string }
  | { readonly type: "LOT"; readonly materialNumber: string; readonly lotNumber: string }
  | { readonly type: "SERIAL"; readonly materialNumber: string; readonly serialNumber: string }
  | { readonly type: "MATERIAL"; readonly materialNumber: string }
  | { readonly type: "WORK_CENTER"; readonly workCenterCode: string };

/** Key under which holds and the record know a scope; il.posting_hold_keys makes the same ones of a posting. */
export function scopeKey(scope: QualityScope): string {
  switch (scope.type) {
    case "ORDER":
      return `ORDER:${scope.orderNumber}`;
    case "OPERATION":
      return `OPERATION:${scope.orderNumber}/${scope.operationNumber}`;
    case "LOT":
      return `LOT:${scope.materialNumber}~${scope.lotNumber}`;
    case "SERIAL":
      return `SERIAL:${scope.materialNumber}~${scope.serialNumber}`;
    case "MATERIAL":
      return `MATERIAL:${scope.materialNumber}`;
    case "WORK_CENTER":
      return `WORK_CENTER:${scope.workCenterCode}`;
  }
}

/** The scope that a key was made of. A tilde is in no code of ours, a slash may be in an order number. */
export function scopeOfKey(key: string): QualityScope {
  const colon = key.indexOf(":");
  const rest = key.slice(colon + 1);
  const [first = "", second = ""] = rest.split("~");
  const slash = rest.lastIndexOf("/");
  switch (key.slice(0, colon)) {
    case "ORDER":
      return { type: "ORDER", orderNumber: rest };
    case "OPERATION":
      return { type: "OPERATION", orderNumber: rest.slice(0, slash), operationNumber: rest.slice(slash + 1) };
    case "LOT":
      return { type: "LOT", materialNumber: first, lotNumber: second };
    case "SERIAL":
      return { type: "SERIAL", materialNumber: first, serialNumber: second };
    case "MATERIAL":
      return { type: "MATERIAL", materialNumber: rest };
    case "WORK_CENTER":
      return { type: "WORK_CENTER", workCenterCode: rest };
    default:
      throw new Error(`${key} is the key of no scope`);
  }
}

/** Key inside which events keep their order: that of the order, where the scope has one. */
export function partitionKeyOf(plantCode: string, scope: QualityScope): string {
  if (scope.type === "ORDER" || scope.type === "OPERATION") return `${plantCode}/${scope.orderNumber}`;
  return `${plantCode}/${scopeKey(scope).replace(":", "/")}`;
}

/** Lots that the scope names. */
export function lotsOfScope(scope: QualityScope): { readonly materialNumber: string; readonly lotNumber: string }[] {
  return scope.type === "LOT" ? [{ materialNumber: scope.materialNumber, lotNumber: scope.lotNumber }] : [];
}
