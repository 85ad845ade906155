export { SecretBox, SecretUnreadableError } from "./secret-box.js";
