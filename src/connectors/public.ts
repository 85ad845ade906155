export type {
  AmountText,
  ConnectorCapabilities,
  ConnectorFactory,
  DispatchDocument,
  DispatchOutcome,
  ErpConnector,
  ErpDocumentRef,
  ForeignError,
  MesConnector,
  MovementItem,
  PostingDocument,
  PostingKind,
  SendOutcome,
  StockStatus,
} from "./connector.js";
export { checkConnectorProfile } from "./check-profile.js";
export { ConnectorRegistry } from "./connector-registry.js";
export { ConnectorsModule } from "./connectors.module.js";
export { connectorProblem, connectorProblems } from "./problems.js";
export { MesHttpFactory } from "./mes-http/connector.js";
export { OutboundHttp } from "./outbound-http.js";
export { SapODataFactory } from "./sap-odata/connector.js";
