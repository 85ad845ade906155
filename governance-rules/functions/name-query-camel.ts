import { type Judgement, judgement } from "./reading/judgement.js";
import { operationsOf } from "./reading/operations.js";
import { textOf } from "./reading/values.js";

/** Query and path parameters are camelCase, like the members of the bodies they select. */
export default function nameQueryCamel(target: unknown): Judgement {
  const named = operationsOf(target).flatMap(({ parameters, path }) =>
    parameters
      .filter((parameter) => parameter["in"] === "query" || parameter["in"] === "path")
      .map((parameter) => ({ name: textOf(parameter["name"]), path })),
  );
  const results = named
    .filter(({ name }) => !/^[a-z][A-Za-z0-9]*$/.test(name))
    .map(({ name, path }) => ({ message: `the parameter ${name} is not camelCase`, path }));
  return judgement(results, named.length);
}
