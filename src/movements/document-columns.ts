/** SQL that takes from a movement's document what lists are filtered by. @param document expression of type json */
export const materialNumbersOf = (document: string): string => `
  ARRAY(SELECT DISTINCT line ->> 'materialNumber' FROM json_array_elements(${document} -> 'lines') line)`;

export const lotNumbersOf = (document: string): string => `
  ARRAY(SELECT DISTINCT lot ->> 'lotNumber' FROM json_array_elements(${document} -> 'lines') line
        CROSS JOIN json_array_elements(line -> 'lots') lot)`;
