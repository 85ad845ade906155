export { AcceptInTransaction, type TransactionWrite, type Written } from "./accept-in-transaction.js";
export { type AcceptStatement, COMMON_COLUMNS, STATUS_AND_AUDIT } from "./accept-statement.js";
export { FRESH, REPLAYS, VERDICTS, claimKeys } from "./accept-statement.js";
export { ALL_ACCEPTED, ifNew, takeKeys } from "./accept-statement.js";
export { type AcceptRequest, type AcceptResult, AcceptWriter } from "./accept-writer.js";
export { acceptProblems } from "./problems.js";
export { Refusal } from "./refusal.js";
