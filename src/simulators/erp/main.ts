/** Process of the ERP simulator. */
import { runSimulator } from "../simulator-process.js";
import { ErpSimulator } from "./erp-simulator.js";

await runSimulator("ERP", (options) => new ErpSimulator(options));
