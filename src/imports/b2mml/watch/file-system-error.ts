/** True for the error of the file system with that code, such as ENOENT. */
export function isFileSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
