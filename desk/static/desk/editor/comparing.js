/** Say when two values of a working form mean the same, however each is written. */

/** Give what tells a value from others: a reference by its id, a passage by its place, a date by its EDTF. */
export function mark(value) {
  if (value === null || value === undefined || typeof value !== "object") return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) return JSON.stringify(value.map(mark).sort());
  if ("source" in value && "start" in value) return `${value.source}:${value.start}-${value.end}`;
  if ("id" in value || "key" in value) return `record ${value.id ?? value.key}`;
  if ("edtf" in value) return `date ${value.edtf} ${value.basis ?? ""}`;
  return JSON.stringify(Object.keys(value).sort().map((key) => [key, mark(value[key])]));
}

/** Say whether two values mean the same. A list of references, passages or words is a set. */
export function same(one, other) {
  if (one === other) return true;
  if (isDate(one) && isDate(other)) return sameDate(one, other);
  if (isReference(one) && isReference(other)) return sameReference(one, other);
  return mark(one) === mark(other) && (one === undefined) === (other === undefined);
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isDate = (value) => typeof value === "string" || (isObject(value) && "edtf" in value);
const isReference = (value) => typeof value === "string" || (isObject(value) && ("id" in value || "key" in value));

function sameDate(one, other) {
  const [first, second] = [one, other].map((each) => (typeof each === "string" ? { edtf: each } : each));
  const basis = (first.basis ?? second.basis) === (second.basis ?? first.basis);
  return first.edtf === second.edtf && basis;
}

function sameReference(one, other) {
  const names = (each) => (typeof each === "string" ? [each] : [each.id, each.key]).filter(Boolean);
  return names(one).some((name) => names(other).includes(name));
}

/** Say whether two forms (or rows) of one shape mean the same, header apart. */
export function sameForm(shape, one, other) {
  if (!one || !other) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => {
    if (shape.header?.includes(key)) return true;
    const rows = shape.rows?.[key];
    return rows ? sameRows(rows, one[key] ?? [], other[key] ?? []) : same(one[key], other[key]);
  });
}

/** Say whether two lists of rows mean the same, in the same order. */
export const sameRows = (shape, one, other) =>
  one.length === other.length &&
  one.every((row, place) => row.id === other[place].id && sameForm(shape, row, other[place]));

/** List the paths at which a form differs from another: single fields, or a list whose rows came, went or moved. */
export function differences(shape, before, after, path = []) {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...keys].flatMap((key) => {
    const here = [...path, key];
    const rows = shape.rows?.[key];
    if (!rows) return equal(before?.[key], after?.[key]) ? [] : [here];
    const [old, now] = [before?.[key] ?? [], after?.[key] ?? []];
    const moved = old.length !== now.length || old.some((row, place) => row.id !== now[place].id);
    if (moved) return [here];
    return now.flatMap((row, place) => differences(rows, old[place], row, [...here, row.id]));
  });
}

const equal = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);
