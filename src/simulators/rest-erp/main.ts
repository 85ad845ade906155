/** Process of the REST ERP simulator. */
import { runSimulator } from "../simulator-process.js";
import { RestErpSimulator } from "./rest-erp-simulator.js";

await runSimulator("REST ERP", (options) => new RestErpSimulator(options));
