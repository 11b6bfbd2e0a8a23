/**
 * Make of a form what can be sent: complete rows and fields; what is held back stands as the server has it.
 *
 * `holding` maps what keyOf or conflictKey writes of a path to anything.
 */
import { same, sameForm } from "./comparing.js";
import { find, keyOf } from "./paths.js";
import { weave } from "./merging.js";

export const MISSING = "Fill this in; until then it is kept in this browser alone.";
export const HOMELESS = "The row it belongs to is not stored.";

const blank = (value) =>
  value === undefined || value === null || value === "" || (typeof value === "string" && !value.trim());

/** Give {body, held}: the form to send (null if the record cannot be stored yet) and [{path, sentence}]. */
export function compose(shape, base, doc, holding) {
  const held = [];
  const body = composeForm({ holding, held }, shape, base, doc, []);
  if (body) settleInside(shape, base, body, held);
  return { body, held };
}

function composeForm(work, shape, base, mine, path) {
  const out = {};
  for (const key of new Set([...Object.keys(base ?? {}), ...Object.keys(mine)])) {
    if (shape.header?.includes(key)) continue;
    const here = [...path, key];
    const rows = shape.rows?.[key];
    const [held, stored] = [work.holding.has(keyOf(here)), base?.[key]];
    if (rows && !held) out[key] = composeRows(work, rows, stored ?? [], mine[key] ?? [], here);
    else if (held ? stored !== undefined : mine[key] !== undefined) out[key] = held ? stored : mine[key];
  }
  for (const key of shape.required) {
    if (!blank(out[key])) continue;
    if (!work.holding.has(keyOf([...path, key]))) work.held.push({ path: [...path, key], sentence: MISSING });
    if (blank(base?.[key])) return null;
    out[key] = base[key];
  }
  return out;
}

function composeRows(work, shape, base, mine, path) {
  const sent = new Map();
  const stored = new Map(base.map((row) => [row.id, row]));
  for (const id of new Set([...mine.map((row) => row.id), ...stored.keys()])) {
    const [row, old] = [mine.find((each) => each.id === id), stored.get(id)];
    const held = work.holding.has(keyOf([...path, id]));
    const made = held ? old : row && composeForm(work, shape, old, row, [...path, id]);
    if (made) sent.set(id, made);
  }
  const [mineFirst, baseFirst] = [mine, base].map((rows) => rows.map((row) => row.id));
  const held = work.holding.has(`${keyOf(path)}:order`);
  const order = held ? weave(baseFirst, mineFirst) : weave(mineFirst, baseFirst);
  return order.filter((id) => sent.has(id)).map((id) => sent.get(id));
}

/** Hold back rows that name a row which is not sent: a statement of a meeting that lacks its title. */
function settleInside(shape, base, body, held) {
  for (const [list, rows] of Object.entries(shape.rows ?? {})) {
    for (const [key, home] of Object.entries(rows.inside ?? {})) {
      const homes = new Set(body[home]?.map((row) => row.id));
      body[list] = body[list]?.flatMap((row) => {
        if (blank(row[key]) || homes.has(row[key])) return [row];
        held.push({ path: [list, row.id, key], sentence: HOMELESS });
        const stored = find(base, [list, row.id, key]);
        return stored !== undefined && (stored === null || homes.has(stored)) ? [{ ...row, [key]: stored }] : [];
      });
    }
  }
}

/** Say whether a body to send says anything that the server does not have. */
export const says = (shape, base, body) => changedUnits(shape, base, body).length > 0;

/** List what a body changes, in parts that can be sent apart: fields of the record, and rows of its lists. */
export function changedUnits(shape, base, body) {
  return Object.keys(body).flatMap((key) => {
    if (!shape.rows?.[key]) return same(base?.[key], body[key]) ? [] : [keyOf([key])];
    const [old, now] = [base?.[key] ?? [], body[key]];
    const ids = new Set([...old, ...now].map((row) => row.id));
    const units = [...ids].filter((id) => !rowStands(shape.rows[key], old, now, id)).map((id) => keyOf([key, id]));
    const order = (rows, others) => rows.map((row) => row.id).filter((id) => others.some((row) => row.id === id));
    return order(old, now).join() === order(now, old).join() ? units : [...units, `${key}:order`];
  });
}

function rowStands(shape, old, now, id) {
  const [before, after] = [old, now].map((rows) => rows.find((row) => row.id === id));
  return before && after && sameForm(shape, before, after);
}

/** Read the path of an error, which counts rows as they were sent; stop where the rows end. */
export function pathOfError(shape, body, field) {
  const path = [];
  let [here, value] = [shape, body];
  for (const step of field.split(".")) {
    if (Array.isArray(value)) {
      value = value[step];
      if (!value) break;
      path.push(value.id);
    } else {
      if (!step || step === "id") break;
      path.push(step);
      here = here.rows?.[step];
      if (!here) break;
      value = value[step];
    }
  }
  return path;
}
