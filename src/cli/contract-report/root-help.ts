/** Of `--root`, which every command has that reads contracts from files. */
export const ROOT_HELP =
  "the folder that `$ref`s of files may reach; by itself the git repository, else the nearest folder with a package.json or called contracts, else the file's own";
