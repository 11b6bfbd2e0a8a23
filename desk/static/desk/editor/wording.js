/** Write values for people, and mark by words what differs between two of them. */

const EMPTY = "—";
const WORDS_MOST = 1500; // beyond it, texts are shown whole: the table of the comparison grows with the square

/** Write a value of a form as a text for reading. */
export function written(value) {
  if (value === null || value === undefined || value === "") return EMPTY;
  if (value === true || value === false) return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length ? value.map(written).join("; ") : EMPTY;
  if (typeof value !== "object") return String(value);
  if ("exact" in value) return `«${value.exact}»`;
  if ("edtf" in value) return value.text || value.edtf;
  return value.name ?? value.title ?? value.text ?? value.key ?? value.id ?? JSON.stringify(value);
}

/** Write a row for reading: [name, text] of each field that says something. */
export const writtenRow = (row) =>
  Object.entries(row)
    .filter(([key, value]) => key !== "id" && written(value) !== EMPTY)
    .map(([key, value]) => [humane(key), written(value)]);

/** Write the name of a key for reading. */
export const humane = (key) => (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll("_", " ");

/** Compare two texts by words: two lists of [text, differs], one for each. */
export function wordDifference(one, other) {
  const [first, second] = [one, other].map((text) => text.match(/\s+|[^\s]+/gu) ?? []);
  if (first.length > WORDS_MOST || second.length > WORDS_MOST) return [[[one, true]], [[other, true]]];
  const common = table(first, second);
  const [mine, theirs] = [[], []];
  let [here, there] = [0, 0];
  while (here < first.length || there < second.length) {
    if (here < first.length && there < second.length && first[here] === second[there]) {
      mine.push([first[here++], false]);
      theirs.push([second[there++], false]);
    } else if (there >= second.length || (here < first.length && common[here + 1][there] >= common[here][there + 1])) {
      mine.push([first[here++], true]);
    } else theirs.push([second[there++], true]);
  }
  return [joined(mine), joined(theirs)];
}

function table(first, second) {
  const common = Array.from({ length: first.length + 1 }, () => new Uint16Array(second.length + 1));
  for (let here = first.length - 1; here >= 0; here -= 1) {
    for (let there = second.length - 1; there >= 0; there -= 1) {
      common[here][there] =
        first[here] === second[there]
          ? common[here + 1][there + 1] + 1
          : Math.max(common[here + 1][there], common[here][there + 1]);
    }
  }
  return common;
}

function joined(parts) {
  const runs = [];
  for (const [text, differs] of parts) {
    if (runs.at(-1)?.[1] === differs) runs.at(-1)[0] += text;
    else runs.push([text, differs]);
  }
  return runs;
}
