import type { Command } from "commander";

interface KeysOptions {
  readonly json?: true;
}

/** `interlock keys list|rotate|revoke`: the signing keys in the data folder; no server is needed. */
export function register(program: Command): void {
  const keys = program.command("keys").description("Signing keys of the embedded issuer, in the data folder.");
  keys
    .command("list")
    .description("List the signing keys, with what each one does now.")
    .option("--json", "print the keys as JSON")
    .addHelpText("after", "\nExample:\n  interlock keys list")
    .action(async (options: KeysOptions) => (await import("../keys/run-keys.js")).listKeys(options.json === true));
  keys
    .command("rotate")
    .description(
      "Publish a new signing key. It signs after ten minutes; tokens of the old one stay valid until they end.",
    )
    .option("--json", "print the keys as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  interlock keys rotate\nRunning it monthly from a timer is enough; it also removes old keys.",
    )
    .action(async (options: KeysOptions) => (await import("../keys/run-keys.js")).rotateKeys(options.json === true));
  keys
    .command("revoke")
    .argument("<key id>", "id of a key in the list")
    .description("Remove a key that others may know. Its tokens are refused within two seconds.")
    .addHelpText("after", "\nExample:\n  interlock keys revoke kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    .action(async (keyId: string) => (await import("../keys/run-keys.js")).revokeKey(keyId));
}
