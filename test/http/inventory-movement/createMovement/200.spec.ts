import { accepts } from "../../../support/inventory-movement/samples.js";

accepts.waitsForTheWork("createMovement");
