import type { ErpDocument } from "../../../src/simulators/erp/erp-document.js";
import type { ChaosOrder } from "../chaos-order.js";
import type { Evidence, OrderEvidence } from "../evidence.js";
import type { ChaosCheck } from "./check.js";

const LAST_OPERATION = "0020";

/** What the plant made and used, what Interlock holds and what the ERP booked are the same amounts, order by order. */
export const quantitiesAreEqual: ChaosCheck = {
  name: "quantities in the ERP are those of the plant",
  run(evidence) {
    const documents = Map.groupBy(evidence.documents, ({ orderNumber }) => orderNumber);
    const orders = new Map(evidence.orders.map((order) => [order.orderNumber, order]));
    const completed = evidence.releases.accepted.filter(
      (order) => orders.get(order.orderNumber)?.state === "COMPLETED",
    );
    const figures = completed.map((order) => amountsOf(order, orders.get(order.orderNumber), documents, evidence));
    const received = figures.flat().filter(({ name }) => name === "received");
    return {
      figures:
        `${completed.length} orders, ${figures.flat().length} amounts compared; ` +
        `received ${sum(received.map(({ inErp }) => inErp)) / 1000} KGM in the ERP`,
      violations: figures
        .flat()
        .filter(isUnequal)
        .map(
          ({ order, name, wanted, here, inErp }) =>
            `${order}: ${name} is ${wanted} g in the plant, ${here} g here, ${inErp} g in the ERP`,
        ),
    };
  },
};

interface Amount {
  readonly order: string;
  readonly name: string;
  readonly wanted: number;
  readonly here: number;
  readonly inErp: number;
}

const isUnequal = ({ wanted, here, inErp }: Amount): boolean => wanted !== here || wanted !== inErp;

function amountsOf(
  order: ChaosOrder,
  stored: OrderEvidence | undefined,
  documents: ReadonlyMap<string, readonly ErpDocument[]>,
  { components }: Evidence,
): Amount[] {
  const own = documents.get(order.orderNumber) ?? [];
  const make = (name: string, wanted: number, here: number | undefined, inErp: number): Amount => ({
    order: order.orderNumber,
    name,
    wanted,
    here: Math.round(here ?? 0),
    inErp: Math.round(inErp),
  });
  const issued = components.filter(({ orderNumber }) => orderNumber === order.orderNumber);
  return [
    make("received", order.yieldGrams, stored?.receivedGrams, movedGrams(own, "RECEIPT_FROM_ORDER")),
    make("confirmed yield", order.yieldGrams, stored?.yieldGrams, confirmedGrams(own, "ConfirmationYieldQuantity")),
    make("confirmed scrap", order.scrapGrams, stored?.scrapGrams, confirmedGrams(own, "ConfirmationScrapQuantity")),
    ...Object.entries(order.issuedGrams).map(([material, wanted]) => {
      const here = issued.find(({ materialNumber }) => materialNumber === material)?.issuedGrams;
      return make(`issued ${material}`, wanted, here, movedGrams(own, "ISSUE_TO_ORDER", material));
    }),
  ];
}

function movedGrams(documents: readonly ErpDocument[], kind: string, material?: string): number {
  const items = documents.filter((document) => document.kind === kind).flatMap(({ payload }) => itemsOf(payload));
  const own = items.filter((item) => material === undefined || item["Material"] === material);
  return sum(own.map((item) => Number(item["QuantityInEntryUnit"]) * 1000));
}

/** The last operation makes the product and the scrap of the order. */
function confirmedGrams(documents: readonly ErpDocument[], field: string): number {
  const last = documents.filter(
    ({ kind, payload }) => kind === "CONFIRMATION" && payload["OrderOperation"] === LAST_OPERATION,
  );
  return sum(last.map(({ payload }) => Number(payload[field]) * 1000));
}

function itemsOf(payload: ErpDocument["payload"]): Readonly<Record<string, unknown>>[] {
  const list = payload["to_MaterialDocumentItem"] as { results?: Readonly<Record<string, unknown>>[] } | undefined;
  return list?.results ?? [];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
