/**
 * Save a form by itself, and never lose what cannot be saved.
 *
 * "state" {state, at, sentence, fields}: "saved"|"typing"|"saving"|"held"|"offline"|"logged-out"|"conflict"|"refused".
 * "merged" {by, at, paths}: what somebody else saved was taken over. "conflicts" {conflicts}: what waits for a choice.
 * "sending": a request is about to go out; `unknown` is what it says.
 */
import { Unreachable } from "./api.js";
import { Holding, taken } from "./holding.js";
import { conflictKey, merge } from "./merging.js";
import { copy, keyOf } from "./paths.js";
import { changedUnits, compose, pathOfError, says } from "./sending.js";
import { because, SENTENCES } from "./states.js";

const AFTER = 1000; // ms after the last keystroke
const LATEST = 5000; // ms after the first keystroke that is not saved
const BACK_OFF = [1000, 2000, 4000, 8000, 15_000];
const LOOK_FOR_LOGIN = 5000; // ms
const ROUNDS = 40; // requests of one attempt: each halves or shrinks what may be at fault

export class Saver extends EventTarget {
  #timer;
  #running = null;
  #again = false;
  #leaving = false;
  #since = null;
  #failures = 0;
  #trouble = null;
  #told = "";
  state = { state: "saved", at: null, fields: [], conflicts: 0, sentence: "" }; // what "state" told last

  constructor(store, api, { plural = "events" } = {}) {
    super();
    Object.assign(this, { store, api, plural, at: null, unknown: null, incomplete: [], inFlight: false });
    this.holding = new Holding();
    store.addEventListener("change", ({ detail }) => detail.origin === "editor" && this.#typed(detail.path));
  }

  /** Whether the server has everything that stands here. */
  get settled() {
    return !this.#since && !this.inFlight && !this.unknown && !this.holding.size && !this.incomplete.length;
  }

  /** Save now what can be saved; resolves when there is nothing more to send, or no way to. */
  flush({ leaving = false } = {}) {
    clearTimeout(this.#timer);
    this.#leaving = leaving;
    if (leaving && this.#running) return this.#running;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Merge a newer version that the server has, as somebody else saved it. */
  catchUp(theirs, { by = "", at = "" } = {}) {
    if (this.inFlight || (this.store.base && theirs.lock_version <= this.store.base.lock_version)) return;
    this.#merge(theirs, by, at);
    this.flush();
  }

  /** Merge what was kept of an earlier sitting into what stands; gives the paths that read differently now. */
  bringBack({ base, doc, unknown, conflicts }) {
    const { store, holding } = this;
    const [by, at] = [store.doc.authors?.at(-1) ?? "", store.doc.updated_at];
    const there = store.base ? store.doc : doc;
    const { merged, conflicts: found } = merge(store.shape, base, doc, there, unknown?.body);
    for (const each of conflicts ?? []) holding.set(conflictKey(each), each);
    holding.collide(found, { merged, theirs: store.base ?? {}, by, at });
    if (unknown && unknown.version === store.base?.lock_version) this.unknown = unknown; // else it was taken or refused
    const changed = store.replace(merged, "merge");
    if (changed.length) this.#since ??= Date.now();
    this.#tellConflicts();
    this.flush();
    return changed;
  }

  /** Decide a conflict: "mine", "theirs", or a value written by hand. */
  decide(conflict, choice, value) {
    this.holding.delete(conflictKey(conflict));
    const decided = { mine: null, theirs: conflict, edited: { ...conflict, theirs: value } }[choice];
    if (decided) this.store.replace(taken(this.store.doc, this.store.base, decided), "merge");
    this.#tellConflicts();
    return this.flush();
  }

  #typed(path) {
    this.#since ??= Date.now();
    const before = this.holding.conflicts.length;
    this.holding.typed(path, this.store);
    if (before) this.#tellConflicts();
    this.#tell();
    this.#plan(Math.min(AFTER, this.#since + LATEST - Date.now()));
  }

  #plan(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), Math.max(0, delay));
  }

  async #run() {
    while (this.#again) {
      this.#again = false;
      for (let round = 0; round < ROUNDS && (await this.#round()); round += 1);
    }
    this.#tell();
  }

  /** Send once what can be sent; says whether there is more to send at once. */
  async #round() {
    const { store, holding } = this;
    this.#since = null;
    const { body, held } = compose(store.shape, store.base, store.doc, holding);
    this.incomplete = held;
    const repeat = this.unknown && this.unknown.version === store.base?.lock_version;
    if (!repeat && (!body || !says(store.shape, store.base, body))) {
      if (!this.unknown) this.#trouble = null;
      return false;
    }
    const sent = repeat ? this.unknown.body : copy(body);
    this.unknown = { body: sent, version: store.base?.lock_version };
    this.dispatchEvent(new CustomEvent("sending"));
    this.inFlight = true;
    this.#tell();
    try {
      return await this.#take(await this.#send(sent), sent, repeat);
    } catch (failure) {
      if (!(failure instanceof Unreachable)) throw failure;
      return this.#wait("offline");
    } finally {
      this.inFlight = false;
    }
  }

  #send(body) {
    const { base, doc } = this.store;
    const leaving = this.#leaving;
    if (!base) return this.api.send("POST", `${this.plural}/`, { body, leaving });
    return this.api.send("PUT", `${this.plural}/${doc.id}/`, { body, seen: base.lock_version, leaving });
  }

  async #take(answer, sent, repeat) {
    this.#failures = 0;
    if (answer.status >= 500) return this.#wait("offline");
    if (answer.status === 401) return this.#lookForLogin();
    this.#trouble = null;
    if (answer.ok) return this.#saved(answer.body, sent) || repeat; // what was typed since goes next
    if (answer.status === 412) {
      return this.#merge(answer.body.current, answer.body.saved_by, answer.body.saved_at);
    }
    if (answer.status === 409 && !this.store.base) return this.#there(answer);
    this.unknown = null;
    if (answer.status === 400) return this.#refused(answer.body, sent);
    return this.#fail(answer);
  }

  #saved(theirs, sent) {
    const { merged } = merge(this.store.shape, sent, this.store.doc, theirs);
    this.unknown = null;
    this.at = new Date();
    this.store.acknowledge(theirs);
    this.store.replace(merged, "server");
    return this.holding.release("suspect");
  }

  #merge(theirs, by, at) {
    const { store, holding } = this;
    const { merged, conflicts } = merge(store.shape, store.base, store.doc, theirs, this.unknown?.body);
    holding.collide(conflicts, { merged, theirs, by, at });
    this.unknown = null;
    store.acknowledge(theirs);
    const header = store.shape.header ?? [];
    const paths = store.replace(merged, "merge").filter(([first]) => !header.includes(first));
    this.dispatchEvent(new CustomEvent("merged", { detail: { by, at, paths } }));
    this.#tellConflicts();
    return true;
  }

  /** A new record is there already: the first attempt arrived, its answer did not. */
  async #there(answer) {
    const found = await this.api.send("GET", `${this.plural}/${this.store.doc.id}/`);
    if (!found.ok) return this.#fail(answer);
    return this.#merge(found.body, found.body.authors?.at(-1), found.body.updated_at);
  }

  /** Hold back what the server names; where it names nothing, find the part at fault by halving. */
  #refused(problem, sent) {
    const { store, holding } = this;
    const errors = problem.errors?.length ? problem.errors : [{ field: "", sentence: problem.detail ?? "" }];
    const named = errors.map(({ field, sentence }) => [keyOf(pathOfError(store.shape, sent, field)), sentence]);
    const found = named.filter(([unit]) => unit && !holding.has(unit));
    for (const [unit, sentence] of found) holding.refuse(unit, sentence);
    if (found.length) return true;
    const needed = (unit) => !store.base && store.shape.required.includes(unit);
    const units = changedUnits(store.shape, store.base, sent).filter((unit) => !needed(unit));
    if (!units.length) return this.#fail({ status: 400, body: problem });
    if (units.length === 1) {
      holding.release("suspect");
      holding.refuse(units[0], errors[0].sentence);
    } else {
      for (const unit of units.slice(Math.ceil(units.length / 2))) holding.refuse(unit, "", "suspect");
    }
    return true;
  }

  #fail(answer) {
    this.holding.release("suspect");
    this.#trouble = { state: "refused", because: because(answer, this.api.user) };
    if (answer.other) this.#plan(LOOK_FOR_LOGIN);
    return false;
  }

  #wait(state) {
    this.#trouble = { state };
    this.#plan(BACK_OFF[Math.min(this.#failures, BACK_OFF.length - 1)]);
    this.#failures += 1;
    return false;
  }

  #lookForLogin() {
    this.#trouble = { state: "logged-out" };
    this.#plan(LOOK_FOR_LOGIN);
    return false;
  }

  #tellConflicts() {
    const { conflicts } = this.holding;
    this.dispatchEvent(new CustomEvent("conflicts", { detail: { conflicts } }));
  }

  #tell() {
    const fields = [...this.incomplete, ...this.holding.refused].map(({ path, sentence }) => ({ path, sentence }));
    this.store.blame(fields.map((each) => ({ ...each, field: each.path.join(".") })));
    const conflicts = this.holding.conflicts.length;
    let { state, because: why } = this.#trouble ?? {};
    if (!state && conflicts) state = "conflict";
    state ??= this.inFlight ? "saving" : this.#since ? "typing" : fields.length ? "held" : "saved";
    const detail = { state, at: this.at, fields, conflicts };
    detail.sentence = SENTENCES[state]({ ...detail, because: why });
    const told = JSON.stringify(detail);
    if (told === this.#told) return;
    this.#told = told;
    this.state = detail;
    this.dispatchEvent(new CustomEvent("state", { detail }));
  }
}
