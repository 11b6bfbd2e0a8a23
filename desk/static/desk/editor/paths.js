/**
 * Find places in a working form. A path is an array of keys, rows of lists by their id:
 * ["meetings", "<id>", "participations", "<id>", "role"].
 */

/** Write a path as one text, to look it up by. */
export const keyOf = (path) => path.join("/");

/** Read the path of a text that keyOf has written. */
export const pathOf = (key) => (key === "" ? [] : key.split("/"));

/** Say whether one path is the other, or holds it. */
export const touches = (one, other) =>
  one.slice(0, other.length).every((step, place) => step === other[place]);

/** Give the value at a path; undefined where there is none. */
export function find(form, path) {
  let value = form;
  for (const step of path) {
    if (value === null || value === undefined) return undefined;
    value = Array.isArray(value) ? value.find((row) => row?.id === step) : value[step];
  }
  return value;
}

/** Follow a path with row ids in it through the shape of its form; undefined where it leaves the rows. */
export function shapeAt(shape, path) {
  let here = shape;
  for (let place = 0; place + 1 < path.length && here; place += 2) here = here.rows?.[path[place]];
  return here;
}

/** Copy plain data, all the way down. */
export const copy = (value) => (value === undefined ? undefined : structuredClone(value));

let last = 0;

/** Make a UUIDv7 (RFC 9562): unique anywhere, and in order of creation, in one window even within a millisecond. */
export function newId(now = Date.now()) {
  last = Math.max(now * 4096, last + 1); // the twelve bits after the time count within the millisecond
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = (random[0] & 0x3f) | 0x80;
  const time = Math.floor(last / 4096).toString(16).padStart(12, "0");
  const count = (last % 4096).toString(16).padStart(3, "0");
  const rest = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}
