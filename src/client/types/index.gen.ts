// Made by `npm run generate`; never edited.
export interface ApiPaths {
  "inventory-movement": { v1: import("./inventory-movement-v1.gen.js").paths; v2: import("./inventory-movement-v2.gen.js").paths };
  "production-order": { v1: import("./production-order-v1.gen.js").paths };
  "quality-event": { v1: import("./quality-event-v1.gen.js").paths };
}
