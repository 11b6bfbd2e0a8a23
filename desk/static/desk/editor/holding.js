/**
 * Hold back what cannot be sent now: fields that the server refused, and conflicts nobody has decided.
 *
 * Each is {path, reason: "refused"|"suspect"|"conflict", sentence}, a conflict with what merging.js says of it and
 * {by, at} of the version it collides with.
 */
import { same } from "./comparing.js";
import { conflictKey, weave } from "./merging.js";
import { copy, find, keyOf, pathOf, touches } from "./paths.js";

export class Holding extends Map {
  /** Hold what the server refused, or what may be at fault. */
  refuse(unit, sentence, reason = "refused") {
    const path = pathOf(unit.replace(/:order$/, ""));
    if (this.get(unit)?.reason !== "conflict") this.set(unit, { path, reason, sentence });
  }

  /** Let go of everything held for a reason; says whether there was any. */
  release(reason) {
    const found = [...this].filter(([, each]) => each.reason === reason);
    for (const [key] of found) this.delete(key);
    return found.length > 0;
  }

  /** Try again what was refused in the form where something was typed, and settle conflicts typed away. */
  typed(path, store) {
    const form = path.slice(0, -1);
    for (const [key, each] of this) {
      const near = touches(each.path, path) || keyOf(each.path.slice(0, -1)) === keyOf(form);
      if (each.reason !== "conflict" && near) this.delete(key);
      if (each.reason === "conflict" && touches(each.path, path)) this.#look(key, each, store.doc);
    }
  }

  #look(key, conflict, doc) {
    if (find(doc, conflict.path.slice(0, -1)) === undefined) this.delete(key);
    if (conflict.kind === "order") return;
    conflict.mine = copy(find(doc, conflict.path) ?? null);
    if (conflict.kind === "value" && same(conflict.mine, conflict.theirs)) this.delete(key);
  }

  /** Give the conflicts that nobody has decided. */
  get conflicts() {
    return [...this.values()].filter((each) => each.reason === "conflict");
  }

  /** Give what is refused, as {path, sentence}. */
  get refused() {
    return [...this.values()].filter((each) => each.reason !== "conflict");
  }

  /** Take new conflicts beside those undecided; drop those that the newest version has settled. */
  collide(found, { merged, theirs, by, at }) {
    const rows = found.filter((each) => each.kind === "row");
    for (const [key, old] of this) {
      if (old.reason !== "conflict") continue;
      const swallowed = rows.some((row) => touches(old.path, row.path) && row.path.length < old.path.length);
      if (swallowed || settled(old, merged, theirs)) this.delete(key);
    }
    for (const each of found) {
      const key = conflictKey(each);
      const base = this.get(key)?.reason === "conflict" ? this.get(key).base : each.base;
      this.set(key, { ...copy(each), base: copy(base), reason: "conflict", by, at });
    }
  }
}

function settled(old, merged, theirs) {
  const [mine, their] = [find(merged, old.path), find(theirs, old.path)];
  if (old.kind === "value") return same(mine, their);
  const here = (row) => Boolean(row);
  if (old.kind === "row") return here(mine) === here(their);
  const order = (rows, others) => rows?.map((row) => row.id).filter((id) => others?.some((row) => row.id === id));
  return order(mine, their)?.join() === order(their, mine)?.join();
}

/** Give a form with a conflict decided for theirs; a row that comes back stands where the base has it. */
export function taken(doc, base, { path, kind, theirs }) {
  const form = copy(doc);
  const holder = find(form, path.slice(0, -1));
  const last = path.at(-1);
  if (!holder) return form;
  if (kind === "value") holder[last] = copy(theirs);
  if (kind === "order") sort(find(form, path), theirs);
  if (kind === "row") {
    const others = holder.filter((row) => row.id !== last);
    holder.splice(0, holder.length, ...others, ...(theirs ? [copy(theirs)] : []));
    if (theirs) sort(holder, weave(ids(others), ids(find(base, path.slice(0, -1)) ?? [])));
  }
  return form;
}

const ids = (rows) => rows.map((row) => row.id);
const place = (order, row) => (order.includes(row.id) ? order.indexOf(row.id) : order.length);
const sort = (rows, order) => rows.sort((one, other) => place(order, one) - place(order, other));
