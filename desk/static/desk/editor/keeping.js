/**
 * Keep every keystroke in this browser until the server has it: per person, record and window.
 *
 * "failed" {sentence}: the browser keeps nothing more; "kept" when it does again.
 */
import { sameForm } from "./comparing.js";

const AFTER = 200; // ms after a keystroke
const ROOT = "chancery";
const PATIENCE = { reload: 10_000, other: 500 }; // ms for the page before this one to let go of its window's name
const FULL = "This browser has no room to keep what is not saved yet. Do not close the page before it is saved.";

export class Keeping extends EventTarget {
  #timer;
  #last = "";
  #failing = false;

  constructor(store, saver, { user, record, window: name }) {
    super();
    Object.assign(this, { store, saver, place: placeOf(user, record, name) });
    const soon = () => {
      this.#timer ??= setTimeout(() => this.write(), AFTER);
    };
    store.addEventListener("change", soon);
    saver.addEventListener("state", soon);
    saver.addEventListener("sending", () => this.write());
    saver.addEventListener("conflicts", soon);
    addEventListener("pagehide", () => this.write());
    document.addEventListener("visibilitychange", () => this.write());
    addEventListener("beforeunload", (event) => {
      this.write();
      if (this.#failing) event.preventDefault();
    });
  }

  /** Write what the server does not have; forget it once it has everything. */
  write() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { store, saver } = this;
    const held = saver.holding.conflicts;
    const clean = store.base && !held.length && !saver.unknown && sameForm(store.shape, store.doc, store.base);
    if (clean) return this.#forget();
    const kept = { base: store.base, doc: store.doc, unknown: saver.unknown, conflicts: held };
    const text = JSON.stringify(kept);
    if (text === this.#last) return undefined;
    return this.#set(`{"at":${JSON.stringify(new Date())},${text.slice(1)}`, text);
  }

  #set(text, last) {
    try {
      localStorage.setItem(this.place, text);
      this.#last = last;
      this.#say(false);
    } catch {
      this.#say(true);
    }
  }

  #forget() {
    this.#last = "";
    localStorage.removeItem(this.place);
    this.#say(false);
  }

  #say(failing) {
    if (failing === this.#failing) return;
    this.#failing = failing;
    const event = failing ? new CustomEvent("failed", { detail: { sentence: FULL } }) : new CustomEvent("kept");
    this.dispatchEvent(event);
  }
}

const placeOf = (user, record, name) => [ROOT, user, record, name].map(encodeURIComponent).join("/");

/** Take what was kept of a record by windows that are no more, newest first; they are forgotten with `forget`. */
export async function recall(user, record, name) {
  const open = await openWindows();
  const found = entries(user).filter((each) => each.record === record);
  const ours = found.filter((each) => each.name === name || !open.has(each.name));
  return ours.sort((one, other) => other.at.localeCompare(one.at));
}

/** List new records that were begun in windows that are no more, and never saved: {record, title, at}. */
export async function leftBehind(user) {
  const open = await openWindows();
  return entries(user)
    .filter((each) => !each.base && !open.has(each.name))
    .map((each) => ({ record: each.record, title: each.doc.title ?? "", at: each.at }));
}

/** Forget what another window had kept, once this one has it. */
export const forget = (kept) => localStorage.removeItem(kept.place);

function entries(user) {
  const own = `${[ROOT, user].map(encodeURIComponent).join("/")}/`;
  return Object.keys(localStorage)
    .filter((place) => place.startsWith(own))
    .flatMap((place) => {
      const [record, name] = place.slice(own.length).split("/").map(decodeURIComponent);
      try {
        return [{ ...JSON.parse(localStorage.getItem(place)), record, name, place }];
      } catch {
        return [];
      }
    });
}

async function openWindows() {
  const state = await navigator.locks?.query();
  return new Set(state?.held?.map((lock) => lock.name.replace(`${ROOT} `, "")));
}

/** Name this window; the name outlives a reload, and no other open window has it. */
export async function nameWindow() {
  const known = sessionStorage.getItem(`${ROOT} window`);
  if (known && (await hold(known))) return known;
  const made = crypto.getRandomValues(new Uint32Array(2)).join("");
  sessionStorage.setItem(`${ROOT} window`, made);
  await hold(made);
  return made;
}

/**
 * Hold a window's name for as long as the page is open; says whether nobody else has it.
 *
 * After a reload the one who has it is this window's own page, however slowly it goes; else it may be the window
 * that this one was copied from, which stays.
 */
function hold(name) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((answer) => {
    const [came] = performance.getEntriesByType("navigation");
    const signal = AbortSignal.timeout(PATIENCE[came?.type] ?? PATIENCE.other);
    const held = () => new Promise(() => answer(true)); // never resolves: the browser lets go with the page
    navigator.locks.request(`${ROOT} ${name}`, { signal }, held).catch(() => answer(false));
  });
}

/** Remember, for reloads of this window, the id of the new record that stands in it; "" forgets. */
export function rememberNew(id) {
  if (id) sessionStorage.setItem(`${ROOT} new`, id);
  else sessionStorage.removeItem(`${ROOT} new`);
}

/** Give the id of the new record that stood in this window before a reload. */
export const rememberedNew = () => sessionStorage.getItem(`${ROOT} new`);
