// Pages keep up with what others write: a part marked data-live is fetched again, through the page's own address,
// when an event of one of its nouns arrives, and morphed in. What somebody is typing is left alone.
import { FORMS, touched } from "./forms.js";
import * as stream from "./stream.js";
import { toast } from "./toasts.js";

const SOON = 40;
const HELD = 200;
const EACH = 60; // milliseconds for each person here beyond the first few, so that a crowd does not ask at once
const CALM = 300;
const CALM_AT_MOST = 6000;
const LEVELS = new Set(["issue", "limits"]);
const levels = new Map(); // issue -> whether its levels are being fetched, and for which number again
const parts = new WeakMap(); // root -> what it has seen, what it has to see, who is asking for it
const started = Number(document.getElementById("live")?.dataset.seq ?? 0);
let pressed = false;

function part(root) {
  if (!parts.has(root)) parts.set(root, { seen: started, wanted: 0, timer: 0, busy: false, forced: false, asking: 0, took: 0, url: "" });
  return parts.get(root);
}

function wants(root, noun) {
  const nouns = root.dataset.live.split(" ").filter(Boolean);
  return nouns.length === 0 || nouns.includes(noun);
}

export function crowd() {
  return Number(document.getElementById("here")?.dataset.people ?? 1);
}

// A page that the server takes long over is asked for less often; ``calm`` is when what matters is there already.
function want(root, seq, calm = false) {
  const one = part(root);
  if (seq <= one.seen) return;
  one.wanted = Math.max(one.wanted, seq);
  const spread = Math.random() * EACH * Math.max(0, crowd() - 4);
  const wait = calm ? Math.min(CALM_AT_MOST, CALM + 2 * one.took) : SOON;
  if (!one.timer) one.timer = setTimeout(look, wait + spread, root);
}

// The levels of one issue are small: they are fetched at once, and the figures that follow from them a little later;
// not while the answer to this person's own save is under way, which holds them too.
function quick(issue, seq) {
  const own = rootOf(issue);
  if (!own || seq <= part(own).seen || part(own).asking > 0) return false;
  const one = levels.get(issue) ?? { busy: false, again: 0 };
  levels.set(issue, one);
  one.again = seq;
  if (!one.busy) fetchLevels(issue, one);
  return true;
}

function rootOf(issue) {
  return document.getElementById(`issue-${issue}`)?.closest("[data-live]");
}

async function fetchLevels(issue, one) {
  while (one.again && !held()) {
    one.busy = true;
    one.again = 0;
    const row = document.getElementById(`issue-${issue}`);
    const deal = document.getElementById("live").dataset.deal;
    const left = leave(row);
    try {
      const url = `${deal}issues/${issue}/cells/${location.search || opened()}`;
      const source = stream.source(`levels-${issue}`);
      await window.htmx.ajax("GET", url, { source, target: source, swap: "none" });
    } catch {
      // cut off: the whole page is fetched a little later anyway
    } finally {
      left();
      one.busy = false;
    }
  }
}

// The address of an opened issue is its own; the cells of every row carry it, so that it stays open.
function opened() {
  const issue = /\/issues\/([0-9a-f-]{36})\//.exec(location.pathname)?.[1];
  return issue ? `?open=${issue}` : "";
}

// Forms with something in them that the server has not got are kept out of the morph; gives what ends it.
function leave(root) {
  const left = [...(root?.querySelectorAll(FORMS) ?? [])].filter(touched);
  for (const form of left) form.setAttribute("hx-morph-skip", "");
  return () => {
    for (const form of left) form.removeAttribute("hx-morph-skip");
  };
}

// While something is carried, pulled or composed, the page holds still.
function held() {
  return pressed || document.querySelector(".is-carried, .is-dragging, [data-composing]") !== null;
}

async function look(root) {
  const one = part(root);
  one.timer = 0;
  if (!root.isConnected || (one.wanted <= one.seen && !one.forced)) return;
  if (one.busy || one.asking > 0 || held()) {
    one.timer = setTimeout(look, HELD, root);
    return;
  }
  one.busy = true;
  one.forced = false;
  const began = performance.now();
  const left = leave(root);
  for (const kept of root.querySelectorAll("[data-live-own]")) kept.setAttribute("hx-morph-skip", "");
  const wanted = one.wanted;
  try {
    const url = root.dataset.liveUrl || one.url || location.pathname + location.search;
    await window.htmx.ajax("GET", url, { source: stream.source(root.id), target: root, swap: "innerMorph" });
  } catch {
    // cut off: asked again below
  } finally {
    one.busy = false;
    one.took = performance.now() - began;
    left();
    for (const skipped of root.querySelectorAll("[hx-morph-skip]")) skipped.removeAttribute("hx-morph-skip");
  }
  if (one.seen < wanted) one.timer = setTimeout(look, 2000, root); // no answer: again, not at once
  else if (one.wanted > one.seen) want(root, one.wanted);
}

// While this person's own save is under way, its answer comes first: it may hold all that was wanted.
for (const [kind, by] of [["htmx:before:request", 1], ["htmx:finally:request", -1]]) {
  document.addEventListener(kind, (event) => {
    const ctx = event.detail.ctx;
    if (ctx?.target?.matches?.("[data-live]") && ctx.request.method === "POST") {
      part(ctx.target).asking = Math.max(0, part(ctx.target).asking + by);
    }
  });
}

function ofAnswer(ctx) {
  return Number(ctx?.response?.headers?.get?.("Parley-Seq") ?? 0);
}

document.addEventListener("htmx:before:swap", (event) => {
  const ctx = event.detail.ctx;
  const root = ctx?.target;
  const issue = /\/issues\/([0-9a-f-]{36})\/cells\//.exec(ctx?.request?.action ?? "")?.[1];
  if (issue) {
    if (ofAnswer(ctx) <= part(rootOf(issue) ?? document.body).seen) event.preventDefault(); // it is on the page already
    return;
  }
  // What a save answers goes into its form, also when that form was left out of a fetch that is still under way.
  if (ctx?.request?.method === "POST") ctx.sourceElement?.removeAttribute?.("hx-morph-skip");
  if (!root?.matches?.("[data-live]") || !stream.isOurs(ctx.sourceElement)) return;
  if ([401, 403, 404].includes(ctx.response.status)) location.reload();
  if (ctx.response.status >= 400 || ofAnswer(ctx) < part(root).seen) {
    event.preventDefault(); // overtaken by an answer to this person's own save
    return;
  }
  for (const form of root.querySelectorAll("form[hx-morph-skip][id]")) {
    if (ctx.text.includes(`id="${form.id}"`)) continue;
    const text = [...form.elements].find((field) => field.type !== "hidden" && "value" in field)?.value;
    if (text) toast({ text: `A teammate removed what you were editing. What you had typed: ${text}`, kind: "bad" });
  }
});

document.addEventListener("htmx:after:swap", (event) => {
  const ctx = event.detail.ctx;
  const root = ctx?.target;
  if (!root?.matches?.("[data-live]")) {
    // The answer to a question of one's own (POST) inside the page stays until it is asked again.
    const own = root?.closest?.("[data-live-keep]");
    if (own && ctx.request?.method === "POST") own.setAttribute("data-live-own", "");
    return;
  }
  const one = part(root);
  one.seen = Math.max(one.seen, ofAnswer(ctx));
  if (!stream.isOurs(ctx.sourceElement) && ctx.request?.method === "GET") one.url = ctx.request.action;
  if (one.wanted > one.seen) want(root, one.wanted);
});

addEventListener("popstate", () => {
  for (const root of document.querySelectorAll("[data-live]")) part(root).url = "";
});

for (const [kind, down] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  document.addEventListener(kind, () => (pressed = down), true);
}
document.addEventListener("compositionstart", (event) => (event.target.dataset.composing = ""));
document.addEventListener("compositionend", (event) => delete event.target.dataset.composing);

// Fetches a part at once, without an event: what this person did has been acknowledged.
export function refresh(root) {
  if (!root) return;
  part(root).forced = true;
  look(root);
}

stream.on("edit", ({ seq, noun, issue }) => {
  if (!noun) return; // secret to this reader: nothing on the page has changed
  const calm = LEVELS.has(noun) && issue && quick(issue, seq);
  for (const root of document.querySelectorAll("[data-live]")) if (wants(root, noun)) want(root, seq, calm);
});

stream.on("reset", ({ seq }) => {
  for (const root of document.querySelectorAll("[data-live]")) want(root, seq);
});

stream.on("jobs", () => {
  for (const root of document.querySelectorAll("[data-live~=jobs]")) {
    const one = part(root);
    one.forced = true;
    if (!one.timer) one.timer = setTimeout(look, SOON, root);
  }
});
