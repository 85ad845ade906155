export { RefusedPayload } from "../refused-payload.js";
