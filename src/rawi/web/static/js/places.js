// Places in the page's text. A page counts code points, JavaScript counts UTF-16 units: an emoji is one and two.

export const codePoints = (text) => { let count = 0; for (const _ of text) count += 1; return count; };

/** The place in the page's text of a boundary (node, offset) in the document; null outside it. */
export function placeOf(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const run = element.closest("[data-start]");
  if (!run) return null;
  const before = document.createRange();
  before.setStart(run, 0);
  before.setEnd(node, offset);
  return Number(run.dataset.start) + codePoints(before.toString());
}

/** The selected stretch of the page's text as [start, stop), without white space at its ends; null where there is none. */
export function selectedSpan(root) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const runs = [...root.querySelectorAll("[data-start]")].filter((run) => range.intersectsNode(run));
  if (!runs.length) return null;
  let start = placeOf(range.startContainer, range.startOffset);
  let stop = placeOf(range.endContainer, range.endOffset);
  const last = runs.at(-1);
  start ??= Number(runs[0].dataset.start);
  stop ??= Number(last.dataset.start) + codePoints(last.textContent);
  const words = selection.toString();
  const lead = codePoints(words) - codePoints(words.trimStart());
  const trail = codePoints(words) - codePoints(words.trimEnd());
  if (stop - trail <= start + lead) return null;
  return { start: start + lead, stop: stop - trail, words: words.trim() };
}
