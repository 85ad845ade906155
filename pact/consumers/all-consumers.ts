import type { Consumer } from "../need.js";
import { erpCoreOrders } from "./erp-core-orders.js";
import { mesBatchOrders } from "./mes-batch-orders.js";
import { mesDiscreteMovements } from "./mes-discrete-movements.js";
import { mesDiscreteOrders } from "./mes-discrete-orders.js";
import { qualityEvents } from "./quality-events.js";
import { qualityOrders } from "./quality-orders.js";
import { warehouseMovements } from "./warehouse-movements.js";
import { warehouseOrders } from "./warehouse-orders.js";

/** Every consumer whose needs we know. */
export const allConsumers: readonly Consumer[] = [
  { name: "erp-core", role: "erp-service", pacts: [erpCoreOrders] },
  { name: "mes-batch", role: "mes-service", pacts: [mesBatchOrders] },
  { name: "mes-discrete", role: "mes-service", pacts: [mesDiscreteOrders, mesDiscreteMovements] },
  { name: "quality", role: "quality-service", pacts: [qualityOrders, qualityEvents] },
  { name: "warehouse", role: "wms-service", pacts: [warehouseOrders, warehouseMovements] },
];
