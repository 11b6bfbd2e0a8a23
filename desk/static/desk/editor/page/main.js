/** Open the record editor: the story on one side, the record on the other. */
import { Api, Unreachable } from "../api.js";
import { openRecord } from "../document.js";
import { showNotes, showOthers, showState } from "../showing.js";
import { Adding } from "./adding.js";
import { el, say } from "./dom.js";
import { showDuplicates } from "./duplicates.js";
import { Editor } from "./editor.js";
import { drawForm } from "./form.js";
import { showFound } from "./found.js";
import { helpDialog, listen } from "./keys.js";
import { Making } from "./making.js";
import { People } from "./people.js";
import { Sources } from "./sources.js";
import { Story } from "./story.js";
import { drawToolbar } from "./toolbar.js";

const at = (id) => document.getElementById(id);
const told = JSON.parse(at("told").textContent);

async function open() {
  const api = new Api({ user: told.user, csrf: told.csrf });
  const record = await openRecord({ api, shape: told.shape, id: told.id, initial: told.initial, panel: at("conflicts") });
  const { store, saver, presence } = record;
  showState(saver, at("state"), { login: told.login });
  showOthers(presence, at("others"));
  showNotes(record, at("notes"));
  const story = new Story(at("story"));
  const people = new People(api);
  const levels = told.fields.precedences.fields.levels.choices;
  const ed = new Editor({ api, store, saver, fields: told.fields, story, adding: new Adding(api, levels), people, notes: at("notes") });
  const sources = new Sources(ed, story, told.file_most);
  people.join(ed, story, sources);
  const making = new Making(ed, story);
  drawForm(ed, at("form"));
  story.join(ed);
  at("story").replaceChildren(el("h2", { text: "Story" }), sources.element, story.used, story.text, drawToolbar(ed, story, making));
  const [found, twins] = [el("section", { class: "part found-of", hidden: true }), el("div", { class: "refusal twins", role: "status", hidden: true })];
  at("form").prepend(twins, found, people.element);
  showFound(ed, story, found);
  showDuplicates(ed, twins);
  listen(ed, story, making, helpDialog());
  doors(ed, saver);
  await sources.load();
  people.draw();
  leftOvers(record.left);
  follow(ed);
  window.editor = { ...record, api, ed, story, making };
  at("form").dataset.ready = "";
}

/** Keep the title, and the ways on to preview, review and submission, as the record stands. */
function doors(ed, saver) {
  const draw = () => {
    const { doc, base } = ed.store;
    at("record-title").textContent = doc.title || "New event";
    at("to-review").hidden = at("to-preview").hidden = !base;
    if (!base) return;
    at("to-review").href = `/desk/review/event/${doc.id}/`;
    at("to-preview").href = `/desk/preview/event/${base.key}/`;
    at("submit").hidden = !(base.verbs ?? []).includes("submit");
  };
  ed.addEventListener("changed", draw);
  at("show-keys").addEventListener("click", () => document.querySelector("dialog[aria-labelledby=keys-title]").showModal());
  at("submit").addEventListener("click", () => submit(ed, saver));
  draw();
}

async function submit(ed, saver) {
  await saver.flush();
  if (!saver.settled) return say("Not submitted: something is not saved yet. See the line at the top.");
  const { doc, base } = ed.store;
  const answer = await ed.api.send("POST", `events/${doc.id}/submit/`, { body: {}, seen: base.lock_version }).catch(() => null);
  if (answer?.ok) location.assign(`/desk/review/event/${doc.id}/`);
  else ed.notes.append(el("p", { class: "wrong", role: "alert", text: `Not submitted: ${answer?.body.detail ?? "the server does not answer."}` }));
  return undefined;
}

/** Offer new events that were begun in this browser and never saved. */
function leftOvers(left) {
  for (const each of left ?? []) {
    const link = el("a", { href: `/desk/events/new/#${each.record}`, text: each.title || "an event without a title" });
    at("notes").append(el("p", {}, "Begun in this browser and not saved: ", link, "."));
  }
}

/** Go to the field that the address names. */
function follow(ed) {
  const go = () => {
    const field = location.hash.match(/^#field=(.+)$/)?.[1];
    if (field) ed.open(decodeURIComponent(field).split("."), { focus: true });
  };
  addEventListener("hashchange", go);
  go();
}

open().catch((failure) => {
  const sentence = failure instanceof Unreachable ? "The server does not answer. Nothing is lost; load the page again in a moment." : `The record cannot be opened: ${failure.message}`;
  at("form").replaceChildren(el("p", { class: "refusal", role: "alert", text: sentence }));
  at("story").replaceChildren();
  if (!(failure instanceof Unreachable)) throw failure;
});
