// Where the desk does not answer, or refuses, the page says so, keeps what was typed, and goes on by itself.
const AGAIN = 3000; // milliseconds
const FRESH = 30000; // so long after the desk answered it is taken to answer still
const PASSING = ["silent", "door", "token", "forbidden"]; // what is over once the desk answers
const TOKEN = "input[name=csrf]";
const PIECE = { headers: { "HX-Request": "true" } }; // what refuses is then a line, not a page

let watching = null;
let answered = Date.now();
let isStale = false; // the desk was away: it may have been started anew, and want other tokens
const fault = () => document.getElementById("fault");
const parsed = (markup) => new DOMParser().parseFromString(markup, "text/html");

/** Tell in a line at the head of the page what went wrong. */
function tell(words, reason) {
  if (fault().dataset.reason === reason) return; // told already: not read out again and again
  const note = document.createElement("div");
  Object.assign(note, { id: "fault", className: "note bad" });
  note.setAttribute("role", "alert");
  note.dataset.reason = reason;
  const line = document.createElement("p");
  line.textContent = words;
  note.append(line);
  fault().replaceWith(note);
}

function silent() {
  tell(document.getElementById("main").dataset.silent, "silent");
  watch();
}

/** The line of an answer that refuses. */
function refused(markup) {
  const note = parsed(markup).getElementById("fault");
  if (!note) { silent(); return; }
  if (fault().textContent !== note.textContent) fault().replaceWith(document.importNode(note, true));
  watch();
}

/** The desk answers: what only told that it did not is taken away. */
function heard() {
  answered = Date.now();
  if (!PASSING.includes(fault().dataset.reason)) return;
  const none = document.createElement("div");
  none.id = "fault";
  fault().replaceWith(none);
}

/** Ask until the desk answers, and lets this browser in. */
function watch() {
  if (PASSING.includes(fault().dataset.reason)) isStale = true;
  if (watching || !PASSING.includes(fault().dataset.reason)) return;
  watching = setTimeout(async () => {
    watching = null;
    if (PASSING.includes(fault().dataset.reason)) await renew();
  }, AGAIN);
}

/** What an address of the desk answers, as a document; null where it cannot be had, which is told. */
export async function ask(address) {
  let answer, words;
  try {
    answer = await fetch(address, PIECE);
    words = await answer.text();
  } catch { silent(); return null; }
  if (!answer.ok) { refused(words); return null; }
  heard();
  return { words, page: () => parsed(words) };
}

/** Whether the desk takes forms of this page: a desk that was started anew wants another token in them. */
async function renew() {
  const answer = await ask("/adding");
  const token = answer?.page().querySelector("[data-csrf]")?.dataset.csrf;
  if (!token) return false;
  for (const field of document.querySelectorAll(TOKEN)) field.value = token;
  isStale = false;
  return true;
}

// a form that leads to another page is sent once the desk is known to take it: where it was silent for long, it is asked
const sure = new WeakSet();
const underWay = new WeakSet();
const sent = new WeakMap(); // when, so that who clicks twice sends once

function goes(form) {
  sent.set(form, Date.now());
  form.classList.add("sent");
}

addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form.sent")) form.classList.remove("sent"); });

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || (form.hasAttribute("hx-post") && window.htmx)) return;
  if (Date.now() - (sent.get(form) ?? 0) < AGAIN) { event.preventDefault(); return; }
  if (sure.delete(form) || (!isStale && Date.now() - answered < FRESH)) { goes(form); return; }
  event.preventDefault();
  if (underWay.has(form)) return;
  underWay.add(form);
  const may = await renew();
  underWay.delete(form);
  if (!may) return;
  sure.add(form);
  form.requestSubmit(event.submitter);
});

document.addEventListener("htmx:sendError", silent);
document.addEventListener("htmx:timeout", silent);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) { sure.delete(event.detail.elt); heard(); return; }
  if (event.detail.xhr?.status !== 403) { setTimeout(watch); return; }
  const { elt, triggeringEvent } = event.detail.requestConfig;
  if (!elt.matches("form") || sure.delete(elt)) return;
  sure.add(elt); // once more, with the token of this start
  renew().then((may) => { if (may) elt.requestSubmit(triggeringEvent?.submitter); else sure.delete(elt); });
});
