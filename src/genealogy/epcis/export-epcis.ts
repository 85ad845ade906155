import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { LotDisposition } from "../lot-disposition.js";
import { IS_STANDING, ORDER_LOT_COLUMNS, type OrderLot } from "../order-lot.js";
import type { Trace, TraceGenealogy, TraceQuestion } from "../trace-genealogy.js";
import type { EpcisDocument, EpcisEvent } from "./epcis-event.js";
import { type DispositionChange, dispositionEvents, packingEvents } from "./lot-events.js";
import { type GtinOf, transformationEvents } from "./transformation-events.js";

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** Lots of the orders that made the lots. $1, $2 materials and lots; $3 plants that the caller may see, by its predicate. */
const lotsOfOrders = (visible: string): string => `
  SELECT ${ORDER_LOT_COLUMNS} FROM il.order_lot l
  WHERE (l.plant_code, l.order_number) IN (
      SELECT o.plant_code, o.order_number FROM unnest($1::text[], $2::text[]) f(material, lot)
      JOIN il.order_lot o ON o.material_number = f.material AND o.lot_number = f.lot WHERE o.side = 'OUTPUT')
    AND ($3::text[] IS NULL OR l.plant_code = ANY($3)) AND ${IS_STANDING} AND ${visible} ORDER BY l.id`;

const changesOfLots = (visible: string): string => `
  SELECT l.id, l.plant_code AS "plantCode", l.material_number AS "materialNumber", l.lot_number AS "lotNumber",
    l.to_disposition AS "to", l.at, l.recorded_at AS "recordedAt"
  FROM unnest($1::text[], $2::text[]) f(material, lot)
  JOIN il.lot_disposition_change l ON l.material_number = f.material AND l.lot_number = f.lot
  WHERE ($3::text[] IS NULL OR l.plant_code = ANY($3)) AND ${visible} ORDER BY l.id`;

/** The history of a lot for trading partners, in the standard of GS1. */
export class ExportEpcis {
  constructor(
    private readonly genealogy: TraceGenealogy,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Undefined when nothing is known of the lot in the plants that the caller may see. */
  async export(question: Omit<TraceQuestion, "direction">): Promise<EpcisDocument | undefined> {
    const trace = await this.genealogy.trace({ ...question, direction: "up" });
    if (trace === undefined) return undefined;
    const lots = await this.#read<OrderLot>(lotsOfOrders, trace, question);
    const changes = await this.#read<DispositionChange & { readonly to: LotDisposition }>(
      changesOfLots,
      trace,
      question,
    );
    return {
      "@context": [CONTEXT],
      type: "EPCISDocument",
      schemaVersion: "2.0",
      creationDate: this.clock.now().toISOString(),
      epcisBody: { eventList: eventsOf(lots, changes) },
    };
  }

  async #read<Row>(
    statement: (visible: string) => string,
    { nodes }: Trace,
    { plantCodes, rows }: Omit<TraceQuestion, "direction">,
  ): Promise<Row[]> {
    const visible = rows({ plantCode: "l.plant_code", state: "NULL::text", author: "NULL::text" }, 4);
    const materials = nodes.map(({ materialNumber }) => materialNumber);
    const numbers = nodes.map(({ lotNumber }) => lotNumber);
    return await this.unitOfWork.read<Row>(statement(visible.sql), [
      materials,
      numbers,
      plantCodes ?? null,
      ...visible.values,
    ]);
  }
}

/** All events in the order in which they happened. */
export function eventsOf(lots: readonly OrderLot[], changes: readonly DispositionChange[]): EpcisEvent[] {
  const gtins = new Map(lots.flatMap(({ materialNumber, gtin }) => (gtin === null ? [] : [[materialNumber, gtin]])));
  const gtinOf: GtinOf = (materialNumber) => gtins.get(materialNumber) ?? null;
  const zones = new Map(lots.map(({ plantCode, timeZone }) => [plantCode, timeZone]));
  const orders = Map.groupBy(lots, ({ plantCode, orderNumber }) => `${plantCode}/${orderNumber}`);
  const events = [
    ...[...orders.values()].flatMap((ofOrder) => transformationEvents(ofOrder, gtinOf)),
    ...packingEvents(lots, gtinOf),
    ...dispositionEvents(changes, gtinOf, (plantCode) => zones.get(plantCode) ?? "UTC"),
  ];
  return events.toSorted((a, b) => a.eventTime.localeCompare(b.eventTime));
}
