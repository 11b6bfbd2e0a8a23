/**
 * Merge what two people made of one form, as a pure function of the form they both began with.
 *
 * A conflict is {path, kind: "value"|"row"|"order", base, mine, theirs}: a field that both changed, a row that one
 * changed and the other removed (null), a list that both brought into another order (ids). In the merged form a
 * conflict reads as mine.
 */
import { mark, same, sameForm } from "./comparing.js";
import { copy, keyOf } from "./paths.js";

/**
 * Merge mine and theirs. `sent` is a form of mine of which nobody knows whether it arrived: where theirs is what
 * was sent, they changed nothing.
 */
export function merge(shape, base, mine, theirs, sent = null) {
  const conflicts = [];
  const merged = mergeForm(shape, base ?? {}, mine, theirs, sent ?? {}, [], conflicts);
  return { merged, conflicts };
}

/** Name a conflict: its path, and its kind where one path can have several. */
export const conflictKey = ({ path, kind }) => keyOf(path) + (kind === "order" ? ":order" : "");

function mergeForm(shape, base, mine, theirs, sent, path, conflicts) {
  const merged = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const here = [...path, key];
    const four = [base[key], mine[key], theirs[key], sent[key]];
    const rows = shape.rows?.[key];
    let value;
    if (shape.header?.includes(key)) value = theirs[key];
    else if (rows) value = mergeRows(rows, ...four.map((each) => each ?? []), here, conflicts);
    else value = mergeValue(...four, here, conflicts);
    if (value !== undefined) merged[key] = copy(value);
  }
  return merged;
}

function mergeValue(base, mine, theirs, sent, path, conflicts) {
  if (mine === undefined || same(mine, theirs)) return theirs;
  if (same(theirs, base) || (sent !== undefined && same(theirs, sent))) return mine;
  if (same(mine, base)) return theirs;
  if (theirs === undefined) return mine;
  if (Array.isArray(mine) && Array.isArray(theirs)) return mergeSets(base ?? [], mine, theirs);
  conflicts.push({ path, kind: "value", base, mine, theirs });
  return mine;
}

function mergeSets(base, mine, theirs) {
  const marks = (list) => new Set(list.map(mark));
  const [then, here, there] = [base, mine, theirs].map(marks);
  const kept = theirs.filter((each) => here.has(mark(each)) || !then.has(mark(each)));
  return [...kept, ...mine.filter((each) => !there.has(mark(each)) && !then.has(mark(each)))];
}

function mergeRows(shape, base, mine, theirs, sent, path, conflicts) {
  const [then, here, there, gone] = [base, mine, theirs, sent].map(byId);
  const merged = new Map();
  for (const id of new Set([...there.keys(), ...here.keys()])) {
    const four = [then, here, there, gone].map((rows) => rows.get(id));
    const row = mergeRow(shape, four, [...path, id], conflicts);
    if (row) merged.set(id, row);
  }
  const order = mergeOrder([base, mine, theirs, sent].map(ids), path, conflicts);
  return order.filter((id) => merged.has(id)).map((id) => merged.get(id));
}

function mergeRow(shape, [base, mine, theirs, sent], path, conflicts) {
  if (mine && theirs) return mergeForm(shape, base ?? {}, mine, theirs, sent ?? {}, path, conflicts);
  const before = base ?? (mine ? undefined : sent);
  if (!before) return mine ?? theirs;
  const left = mine ?? theirs;
  const untouched = sameForm(shape, left, before) || (theirs && sent && sameForm(shape, theirs, sent));
  if (untouched) return undefined;
  conflicts.push({ path, kind: "row", base: before, mine: mine ?? null, theirs: theirs ?? null });
  return mine;
}

function mergeOrder([base, mine, theirs, sent], path, conflicts) {
  const both = mine.filter((id) => theirs.includes(id));
  const moved = (list, from) => {
    const shared = both.filter((id) => from.includes(id));
    const order = (ids) => ids.filter((id) => shared.includes(id)).join();
    return order(list) !== order(from);
  };
  const wasSent = sent.length > 0;
  const theyMoved = moved(theirs, base) && (!wasSent || moved(theirs, sent));
  const iMoved = moved(mine, base) || (wasSent && moved(mine, sent));
  if (theyMoved && iMoved && moved(mine, theirs)) conflicts.push({ path, kind: "order", base, mine, theirs });
  return iMoved ? weave(mine, theirs) : weave(theirs, mine);
}

/** Put the ids that only the second list has into the first, each after the one it follows there. */
export function weave(first, second) {
  const woven = [...first];
  second.forEach((id, place) => {
    if (woven.includes(id)) return;
    const before = second.slice(0, place).findLast((each) => woven.includes(each));
    woven.splice(before === undefined ? 0 : woven.indexOf(before) + 1, 0, id);
  });
  return woven;
}

const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
const ids = (rows) => rows.map((row) => row.id);
