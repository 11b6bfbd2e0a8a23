// Offers titles while somebody types into the search field; without it the field works as it is.

const field = document.getElementById("find");
const offers = document.createElement("datalist");
offers.id = "find-offers";
field.after(offers);
field.setAttribute("list", offers.id);
field.setAttribute("autocomplete", "off");

let waiting;
let asked = "";

async function offer() {
  const words = field.value.trim();
  if (words.length < 2 || words === asked) return;
  asked = words;
  const answer = await fetch(`/api/v1/search/?page_size=8&q=${encodeURIComponent(words)}`).catch(() => null);
  if (!answer?.ok || words !== field.value.trim()) return;
  const found = await answer.json();
  offers.replaceChildren(
    ...found.results.map((hit) => {
      const option = document.createElement("option");
      option.value = hit.title;
      option.dataset.url = hit.url;
      return option;
    }),
  );
}

field.addEventListener("input", (event) => {
  clearTimeout(waiting);
  const chosen = [...offers.children].find((each) => each.value === field.value);
  if (chosen && !(event instanceof InputEvent && event.inputType === "insertText")) {
    location.assign(chosen.dataset.url);
    return;
  }
  waiting = setTimeout(offer, 200);
});
