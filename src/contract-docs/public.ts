export { ContractDocsModule } from "./contract-docs.module.js";
