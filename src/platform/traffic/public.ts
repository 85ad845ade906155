export { admitClient } from "./admit-client.js";
export { installTrafficHooks } from "./install-traffic-hooks.js";
export { TrafficLimits } from "./traffic-limits.js";
