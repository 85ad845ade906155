/** The command that accepts a finding; who is named in capitals is for the reader to fill in. */
export function waiverCommandOf(rule: string, fingerprint: string, needsTwo: boolean): string {
  const approval = needsTwo ? " --approved-by SOMEBODY-ELSE" : "";
  return `interlock waive ${fingerprint} --rule ${rule} --owner YOU${approval} --ends YYYY-MM-DD --reason "WHY"`;
}
