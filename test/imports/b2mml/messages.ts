import { B2MML_V0401 } from "../../../src/imports/b2mml/message/read-message.js";

/** SSCC-18 with a right and a wrong check digit. */
export const GOOD_SSCC = "340000000000000014";
export const BAD_SSCC = "340000000000000015";

/** A whole message; `content` stands behind the verb in the data area. */
export function message(name: string, content: string, createdAt = "2026-03-04T05:06:07.0Z"): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<Sync${name} releaseID="" xmlns="${B2MML_V0401}">
  <ApplicationArea><Sender><LogicalID>TEST</LogicalID></Sender><CreationDateTime>${createdAt}</CreationDateTime></ApplicationArea>
  <DataArea><Sync />${content}</DataArea>
</Sync${name}>`;
}

export function quantity(amount: string, unit = "KG"): string {
  return `<Quantity><QuantityString>${amount}</QuantityString><DataType>decimal</DataType><UnitOfMeasure>${unit}</UnitOfMeasure></Quantity>`;
}

/** A property or parameter body; its unit is empty, as these files leave it. */
export function property(id: string, ...texts: readonly string[]): string {
  const values = texts.map(
    (text) => `<Value><ValueString>${text}</ValueString><UnitOfMeasure></UnitOfMeasure></Value>`,
  );
  return `<ID>${id}</ID>${values.join("")}`;
}

/** A component of the order below. */
export function component(line: string, material: string, amount: string, unit = "KG"): string {
  return `<MaterialRequirement><MaterialDefinitionID>${material}</MaterialDefinitionID>
    <Location><EquipmentID>BIN-7</EquipmentID></Location><MaterialUse>Consumed</MaterialUse>${quantity(amount, unit)}
    <MaterialRequirementProperty>${property("Indice", line)}</MaterialRequirementProperty></MaterialRequirement>`;
}

/** A lot set aside for the order below. */
export function allocation(material: string, lotNumber: string, subLotId: string, amount: string): string {
  return `<MaterialRequirement><MaterialDefinitionID>${material}</MaterialDefinitionID><MaterialLotID>${lotNumber}</MaterialLotID>
    <MaterialSubLotID>${subLotId}</MaterialSubLotID>${quantity(amount)}</MaterialRequirement>`;
}

interface OrderParts {
  readonly components?: string;
  readonly allocations?: string;
  readonly center?: string;
  readonly segment?: string;
  readonly head?: string;
  readonly createdAt?: string;
}

/** An order of bread: a frame with the product, a segment with its components, a container with lots. */
export function breadOrder({
  components = component("0010", "FLOUR-1", "2.000") +
    component("0020", "SALT-1", "0.1") +
    component("0030", "FLOUR-1", "70.500"),
  allocations = allocation("FLOUR-1", "FL-1", GOOD_SSCC, "25"),
  center = "4",
  segment = "Baking",
  head = "",
  createdAt,
}: OrderParts = {}): string {
  const parameter = `<ProductionParameter><Parameter>${property("Center", center)}</Parameter></ProductionParameter>`;
  const box = `<SegmentRequirement><ProcessSegmentID>Box</ProcessSegmentID>${allocations}</SegmentRequirement>`;
  const product = `<MaterialRequirement><MaterialDefinitionID>BREAD-1</MaterialDefinitionID><MaterialUse>Produced</MaterialUse>${quantity("100.000")}</MaterialRequirement>`;
  return message(
    "ProductionSchedule",
    `<ProductionSchedule><ProductionRequest><ID>4410</ID>${head}<SegmentRequirement><ID>0010</ID>${product}
      <SegmentRequirement><ProcessSegmentID>${segment}</ProcessSegmentID>${parameter}${components}${box}</SegmentRequirement>
    </SegmentRequirement></ProductionRequest></ProductionSchedule>`,
    createdAt,
  );
}

/** A consumption of the report below. */
export function consumed(line: string, lotNumber: string, subLotId: string, amount: string): string {
  return `<MaterialActual><MaterialDefinitionID>FLOUR-1</MaterialDefinitionID><MaterialLotID>${lotNumber}</MaterialLotID>
    <MaterialSubLotID>${subLotId}</MaterialSubLotID><MaterialUse>Consumed</MaterialUse>${quantity(amount)}
    <MaterialActualProperty>${property("EmptyFlag", "1")}</MaterialActualProperty>
    <MaterialActualProperty>${property("Indice", line)}</MaterialActualProperty></MaterialActual>`;
}

/** A yield of the report below. */
export function produced(lotNumber: string, amount: string): string {
  return `<MaterialActual><MaterialDefinitionID>BREAD-1</MaterialDefinitionID><MaterialLotID>${lotNumber}</MaterialLotID>
    <MaterialUse>Produced</MaterialUse>${quantity(amount)}</MaterialActual>`;
}

/** A report of baking for order 4410. */
export function bakingReport(actuals: string, createdAt = "2026-03-05T11:58:25.3149559+01:00"): string {
  return message(
    "ProductionPerformance",
    `<ProductionPerformance><ProductionResponse><ID>4410</ID><SegmentResponse><ID>Baking</ID>${actuals}</SegmentResponse>
    </ProductionResponse></ProductionPerformance>`,
    createdAt,
  );
}

/** A lot with whatever is known of it. */
export function lot(content: string): string {
  return message(
    "MaterialInformation",
    `<MaterialInformation><ID>FLOUR-1</ID><MaterialLot><ID>FL-1</ID>${content}</MaterialLot></MaterialInformation>`,
  );
}

export function subLot(id: string, status: string, amount: string): string {
  return `<MaterialSubLot><ID>${id}</ID><Status>${status}</Status>${quantity(amount)}</MaterialSubLot>`;
}
