import { refusals } from "../../../support/inventory-movement/samples.js";

refusals.refusesAddress("getMovement", 404, {
  "for a movement that does not exist": {
    code: "MOVEMENT_NOT_FOUND",
    target: ({ target }) => target.replace(/[^/]+$/, "01KAR7Q2M0X3V9C4T8E6H5J2WD"),
  },
});

refusals.refuses("getMovement", 404, {
  "for a movement in a plant that the caller may not see": {
    code: "MOVEMENT_NOT_FOUND",
    change: () => ({ as: "foreign-mes" }),
  },
});
