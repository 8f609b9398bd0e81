// The page reader: claims and text are linked both ways, and walked by keys. Without this script links do the same.
import { ask } from "./contact.js";
import { openCorrection } from "./correcting.js";

document.documentElement.classList.add("js");

let active = null;
const reader = () => document.getElementById("reader");
const cards = () => [...reader().querySelectorAll(".card")];
const card = (key) => reader().querySelector(`.card[data-key="${CSS.escape(key)}"]`);

/** The marks of a claim: its words, and the sources and cues of its chain. */
function marks(one) {
  const text = document.getElementById("text");
  const through = one.dataset.through ? one.dataset.through.split(" ") : [];
  const found = [...text.querySelectorAll(`.claim[data-claim="${CSS.escape(one.dataset.key)}"]`)];
  for (const number of through) found.push(...text.querySelectorAll(`:is(.src, .cue)[data-a="${number}"]`));
  return found;
}

function light(one, on) {
  one.classList.toggle("lit", on);
  for (const mark of marks(one)) mark.classList.toggle("lit", on);
}

function isInView(element, within) {
  const box = element.getBoundingClientRect();
  const frame = within ? within.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  return box.top >= Math.max(0, frame.top) + 8 && box.bottom <= Math.min(innerHeight, frame.bottom) - 56;
}

function show(element, within) {
  if (element && !isInView(element, within)) element.scrollIntoView({ block: "center" });
}

/** Whether the claims stand beside the text; else beneath it, and nobody is taken from the one to the other unasked. */
const isBeside = () => matchMedia("(min-width: 62.01rem)").matches;

/** Make a claim the active one; `from` is where the person is ("text" or "claims"), which does not move under them. */
function activate(one, from = null) {
  for (const other of cards()) { other.classList.remove("on"); light(other, false); }
  active = one ? one.dataset.key : null;
  if (!one) return;
  one.classList.add("on");
  light(one, true);
  one.classList.remove("lit");
  if (isBeside()) {
    if (from !== "text") show(marks(one)[0]);
    if (from !== "claims") show(one, document.getElementById("claims"));
  } else if (from === null) show(one);
  if (from === null) one.focus({ preventScroll: true });
}

function step(by) {
  const all = cards();
  const now = all.findIndex((one) => one.dataset.key === active);
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by))];
  if (next) activate(next);
}

/** Of marks in each other the innermost claim, or the claim that a cue or source belongs to. */
function claimAt(target) {
  const mark = target.closest(".claim, .src, .cue");
  if (!mark) return null;
  if (mark.matches("a.cue")) return card(mark.getAttribute("href").slice(2));
  if (mark.dataset.claim) return card(mark.dataset.claim);
  return cards().find((one) => one.dataset.through.split(" ").at(-1) === mark.dataset.a)
    ?? cards().find((one) => one.dataset.through.split(" ").includes(mark.dataset.a)) ?? null;
}

function say(words) {
  const note = document.createElement("div");
  note.className = "note good";
  note.setAttribute("role", "status");
  note.textContent = words;
  document.getElementById("done")?.remove();
  note.id = "done";
  reader().prepend(note);
}

/** Where the browser does not let the page copy: the words, chosen, to be copied by hand. */
function offer(words) {
  say(reader().dataset.copy);
  const field = document.createElement("textarea");
  Object.assign(field, { readOnly: true, value: words });
  field.setAttribute("aria-label", reader().dataset.copy);
  document.getElementById("done").append(field);
  field.select();
}

async function copyCitation(key) {
  const answer = await ask(`${location.pathname}/claims/${encodeURIComponent(key)}?as=citation`);
  if (!answer) return;
  try { await navigator.clipboard.writeText(answer.words); } catch { offer(answer.words); return; }
  say(reader().dataset.copied);
}

const ACTIONS = {
  a: (one) => one.querySelector("button.accept")?.click(),
  r: (one) => one.querySelector("button.reject")?.click(),
  e: (one) => { const link = one.querySelector("a.correct"); if (link) openCorrection(one, link.href); },
  c: (one) => copyCitation(one.dataset.key),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { document.querySelector(".correction .cancel")?.click(); return; }
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const one = active && card(active);
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else if (event.key === "/") document.getElementById("q")?.focus();
  else if (event.key === "u") (one?.querySelector("button.undo") ?? document.getElementById("undo"))?.click();
  else if (one && ACTIONS[event.key]) ACTIONS[event.key](one);
  else return;
  event.preventDefault();
});

document.addEventListener("mouseover", (event) => {
  const one = event.target.closest?.(".card") ?? (event.target.closest?.("#text") && claimAt(event.target));
  for (const other of reader().querySelectorAll(".card.lit")) if (other !== one) light(other, false);
  const now = active && card(active);
  if (now) { light(now, true); now.classList.remove("lit"); }
  if (one) { light(one, true); if (one === now) one.classList.remove("lit"); }
});

document.addEventListener("focusin", (event) => {
  const one = event.target.closest?.(".card");
  if (one && one.dataset.key !== active) activate(one, "claims");
});

document.addEventListener("click", (event) => {
  const target = event.target;
  if (target.closest?.("#plain-text")) {
    const button = target.closest("#plain-text");
    const hidden = document.getElementById("text").classList.toggle("hide-marks");
    button.setAttribute("aria-pressed", String(hidden));
    return;
  }
  const missed = target.closest?.("#add-claim");
  if (missed) { event.preventDefault(); openCorrection(document.getElementById("adding-slot"), missed.href); return; }
  const correct = target.closest?.("a.correct");
  if (correct) { event.preventDefault(); const one = correct.closest(".card"); activate(one, "claims"); openCorrection(one, correct.href); return; }
  if (target.closest?.("button, form, a.button")) return;
  const words = target.closest?.("a.words");
  if (words) { if (isBeside()) event.preventDefault(); activate(words.closest(".card"), "claims"); return; }
  const one = target.closest?.(".card");
  if (one) { activate(one, "claims"); return; }
  if (target.closest?.("#text") && document.getSelection().isCollapsed) {
    const found = claimAt(target);
    if (found) { if (isBeside()) event.preventDefault(); activate(found, "text"); }
  }
});

// after a decision the server's answer has taken the reader's place; what was being written elsewhere stays
let kept = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== reader()) return;
  const sent = event.detail.requestConfig.elt;
  kept = [...reader().querySelectorAll(".noting form, .note-page form, .correction")]
    .filter((form) => form !== sent && !sent.contains(form) && (form.matches(".correction") || written(form).length));
});

const written = (form) => [...form.querySelectorAll("input[name=note], textarea[name=note]")].filter((field) => field.value);

function bringBack() {
  for (const form of kept) {
    if (form.matches(".correction")) {
      const place = form.dataset.key ? card(form.dataset.key) : document.getElementById("adding-slot");
      if (!reader().querySelector(".correction")) place?.append(form);
      continue;
    }
    const now = [...reader().querySelectorAll("form")].find((one) => one.action === form.action && one.querySelector("[name=note]"));
    if (!now) continue;
    now.querySelector("[name=note]").value = written(form)[0].value;
    now.closest("details").open = true;
  }
  kept = [];
}

document.addEventListener("htmx:afterSettle", () => {
  bringBack();
  const one = active && card(active);
  if (one) activate(one);
});

const wanted = location.hash.match(/^#[ct](.+)$/);
if (wanted) { const one = card(decodeURIComponent(wanted[1])); if (one) activate(one); }
