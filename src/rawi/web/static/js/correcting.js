// Correcting a claim by selecting text. The form comes from the server; it is the one that works without this script.
import { ask } from "./contact.js";
import { selectedSpan } from "./places.js";

let part = null;

/** Open the form within a card, or at the place of a claim that is to be added. */
export async function openCorrection(card, address) {
  const answer = await ask(address);
  if (!answer) return;
  const form = document.importNode(answer.page().getElementById("correction"), true);
  document.querySelector("#reader .correction")?.remove();
  if (card.dataset.key) form.dataset.key = card.dataset.key;
  card.append(form);
  // here its answer takes the reader's place; on a page of its own it is a form like any other
  const place = { "hx-post": form.getAttribute("action"), "hx-target": "#reader", "hx-select": "#reader", "hx-swap": "outerHTML" };
  for (const [name, value] of Object.entries(place)) form.setAttribute(name, value);
  window.htmx?.process(form);
  form.querySelector(".cancel").addEventListener("click", (event) => { event.preventDefault(); form.remove(); part = null; card.focus?.(); });
  for (const picker of form.querySelectorAll(".picker")) {
    picker.addEventListener("focusin", () => choose(form, picker.dataset.part));
    picker.addEventListener("click", () => choose(form, picker.dataset.part));
  }
  choose(form, "content");
  form.querySelector(".picker button")?.focus();
  form.scrollIntoView({ block: "nearest" });
}

function choose(form, name) {
  part = name;
  for (const picker of form.querySelectorAll(".picker")) picker.dataset.active = String(picker.dataset.part === name);
}

// whatever is selected in the text while the form is open becomes the chosen part
document.addEventListener("selectionchange", () => {
  const form = document.querySelector("#reader .correction");
  const text = document.getElementById("text");
  if (!form || !part || !text) return;
  const found = selectedSpan(text);
  if (!found) return;
  const picker = form.querySelector(`.picker[data-part="${part}"]`);
  picker.querySelector("input[type=hidden]").value = `${found.start}-${found.stop}`;
  picker.querySelector(".picked").textContent = found.words;
});
