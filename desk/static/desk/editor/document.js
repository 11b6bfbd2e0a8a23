/** Open a record for editing: its form, what was kept of it, saving, keeping, presence, conflicts. */
import { Conflicts } from "./conflicts.js";
import { forget, Keeping, leftBehind, nameWindow, recall, rememberedNew, rememberNew } from "./keeping.js";
import { copy, newId } from "./paths.js";
import { Presence } from "./presence.js";
import { Saver } from "./saving.js";
import { Store } from "./store.js";

const AFTER_LEAVING = 200; // ms; what saving draws must not move a button away from under a click

/**
 * Open one record. `shape` is what the server says of its form; `id` is "" for a new one, which begins with
 * `initial`. Gives {store, saver, presence, keeping, restored: {at, paths}|null, left: new records never saved}.
 */
export async function openRecord({ api, shape, plural = "events", id = "", initial = {}, panel, label }) {
  if (!api.csrf) await api.session();
  const name = await nameWindow();
  const record = id || hashId() || rememberedNew() || newId();
  const found = id || hashId() || rememberedNew() ? await api.send("GET", `${plural}/${record}/`) : { ok: false };
  if (id && !found.ok) throw new Error(found.body.detail ?? String(found.status));
  const base = found.ok ? found.body : null;
  const store = new Store(shape, copy(base) ?? begun(shape, record, initial), base);
  const saver = new Saver(store, api, { plural });
  const kept = await recall(api.user, record, name);
  const keeping = new Keeping(store, saver, { user: api.user, record, window: name });
  if (panel) new Conflicts(store, saver, panel, { label });
  const restored = bringBack(saver, kept, keeping);
  const presence = new Presence(api, store, saver, { plural });
  saveInTime(saver);
  if (!base) becomeKnown(store, record);
  presence.beat();
  const left = id ? [] : (await leftBehind(api.user)).filter((each) => each.record !== record);
  return { store, saver, presence, keeping, restored, left };
}

const hashId = () => location.hash.match(/^#([0-9a-f-]{36})$/)?.[1];

function begun(shape, id, initial) {
  const lists = Object.fromEntries(Object.keys(shape.rows ?? {}).map((key) => [key, []]));
  return { ...lists, ...initial, id };
}

function bringBack(saver, kept, keeping) {
  const paths = kept.flatMap((each) => saver.bringBack(each));
  keeping.write();
  for (const each of kept) if (each.place !== keeping.place) forget(each);
  return paths.length ? { at: kept[0].at, paths } : null;
}

/** Save when a field is left, the page is hidden or left, or the connection is back. */
function saveInTime(saver) {
  const soon = () => setTimeout(() => saver.settled || saver.flush(), AFTER_LEAVING);
  document.addEventListener("focusout", soon);
  document.addEventListener("visibilitychange", () => saver.settled || saver.flush({ leaving: document.hidden }));
  addEventListener("pagehide", () => saver.settled || saver.flush({ leaving: true }));
  for (const name of ["online", "focus"]) addEventListener(name, () => saver.settled || saver.flush());
}

/** Let a reload find a new record: by this window until it is stored, by its own address from then on. */
function becomeKnown(store, record) {
  rememberNew(record);
  store.addEventListener("change", function stored({ detail }) {
    if (!store.base || detail.origin === "editor") return;
    store.removeEventListener("change", stored);
    rememberNew("");
    if (/\/new\/$/.test(location.pathname)) {
      history.replaceState(null, "", location.pathname.replace(/new\/$/, `${record}/`));
    }
  });
}
