/** Process of the MES simulator. */
import { runSimulator } from "../simulator-process.js";
import { MesSimulator } from "./mes-simulator.js";

await runSimulator("MES", (options) => new MesSimulator(options));
