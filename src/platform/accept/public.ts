export { type AcceptStatement, COMMON_COLUMNS, claimKeys } from "./accept-statement.js";
export { FRESH, REPLAYS, STATUS_AND_AUDIT, VERDICTS } from "./accept-statement.js";
export { type AcceptRequest, type AcceptResult, AcceptWriter } from "./accept-writer.js";
export { acceptProblems } from "./problems.js";
