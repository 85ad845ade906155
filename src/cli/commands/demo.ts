import type { Command } from "commander";

/** `interlock demo` */
export function register(program: Command): void {
  program
    .command("demo")
    .description("Play one order from its release by the ERP to its receipt in the ERP, and show its timeline live.")
    .addHelpText(
      "after",
      "\nNeeds a system started with npm start. Exit code 0 only if every step was observed.\n\nExample:\n  npm run demo",
    )
    .action(async () => {
      const { readConfiguration } = await import("../../config/configuration.js");
      const { runDemo } = await import("../demo/run-demo.js");
      await runDemo(readConfiguration());
    });
}
