import { type Judgement, judgement } from "./reading/judgement.js";
import { objectOf } from "./reading/values.js";

/** Segments of a path are kebab-case, parameters aside. */
export default function namePathKebab(target: unknown): Judgement {
  const templates = Object.keys(objectOf(objectOf(target)["paths"]));
  const results = templates.flatMap((template) => {
    const wrong = template
      .split("/")
      .filter((part) => part !== "" && !/^(\{[^}]+\}|[a-z0-9]+(-[a-z0-9]+)*)$/.test(part));
    return wrong.length === 0 ? [] : [{ message: `${wrong.join(", ")} is not kebab-case`, path: ["paths", template] }];
  });
  return judgement(results, templates.length);
}
