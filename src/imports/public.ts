export { B2mmlModule } from "./b2mml/b2mml.module.js";
export type { GovernedClient, GovernedReply, GovernedRequest } from "./b2mml/client/governed-client.js";
export { FileImporter } from "./b2mml/file-importer.js";
export { readBytes } from "./b2mml/read-bytes.js";
export type { B2mmlFile } from "./b2mml/read-file.js";
export type { CallResult, FileReport, ImportOutcome } from "./b2mml/report/file-report.js";
export { FolderWatcher } from "./b2mml/watch/folder-watcher.js";
