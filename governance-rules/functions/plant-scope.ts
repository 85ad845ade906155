import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { operationAt, parameterOf } from "./reading/operations.js";
import { extensionOf, isObject, objectOf, textOf } from "./reading/values.js";

const PLANT = /\{(plant|site)[A-Za-z]*\}/;

/** Every operation and every channel says which plant it is about, so that grants can be given per plant. */
export default function plantScope(target: unknown, _options: unknown, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  return context.path[0] === "channels" ? judgeChannel(target, context) : judgeOperation(target, context);
}

/** What concerns every plant, such as news of contracts, says so; a forgotten plant does not pass for it. */
function judgeChannel(target: unknown, context: Context): Judgement {
  if (objectOf(extensionOf(target)["plant"])["in"] === "enterprise") return fine;
  const address = textOf(objectOf(target)["address"]) || String(context.path[1]);
  return PLANT.test(address) ? fine : fault(`the address ${address} has no plant parameter such as {plantCode}`);
}

function judgeOperation(target: unknown, context: Context): Judgement {
  const plant = objectOf(extensionOf(target)["plant"]);
  const path = [...context.path, "x-interlock", "plant"];
  switch (plant["in"]) {
    case undefined:
      return PLANT.test(String(context.path[1])) ? fine : fault("no plant in the path and no x-interlock.plant");
    case "path":
      return String(context.path[1]).includes(`{${textOf(plant["name"])}}`)
        ? fine
        : fault("the path has no such parameter", path);
    case "query": {
      const operation = operationAt(context.document.data, target, context.path);
      const isTaken = parameterOf(operation, "query", textOf(plant["name"])) !== undefined;
      return isTaken ? fine : fault("the operation has no such query parameter", path);
    }
    case "body":
      return textOf(plant["pointer"]).startsWith("/")
        ? fine
        : fault("pointer must be a JSON pointer into the body", path);
    case "filter":
    case "claim":
      return fine;
    default:
      return fault("in must be path, query, body, filter or claim", path);
  }
}
