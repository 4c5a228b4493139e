// Who is here, and in which field: this page says where it is, and marks the fields that others are in.
import * as stream from "./stream.js";

const STILL_HERE = 15000;
const SETTLE = 300; // a glance on the way to another field is not told
const PLACES = "form[data-cell], form.field-group";
const MARKED = `${PLACES}, .cell-text, .field`;
const place = document.getElementById("live");
const tab = Math.random().toString(36).slice(2, 12);
let told = null;
let timer = 0;
let asking = false;
let due = 0;

const people = () => document.getElementById("here");

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"];
}

// The detail of an issue has fields without its id: the address says whose they are.
function issue() {
  return /\/issues\/([0-9a-f-]{36})\//.exec(location.pathname)?.[1] ?? "";
}

function where() {
  const form = document.activeElement?.closest?.(PLACES);
  return form?.id ?? "";
}

async function say(leave) {
  clearTimeout(timer);
  timer = 0;
  const body = new URLSearchParams({ tab, place: where(), issue: issue() });
  if (leave) body.set("leave", "1");
  told = leave ? null : body.get("place");
  try {
    await fetch(people().dataset.url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token() },
      keepalive: true,
      redirect: "error",
    });
  } catch {
    // the next one comes soon
  }
}

function soon() {
  if (document.hidden || where() === told) return;
  clearTimeout(timer);
  timer = setTimeout(say, SETTLE);
}

async function ask() {
  due = 0;
  if (document.hidden || asking || !people()) return;
  asking = true;
  try {
    await window.htmx.ajax("GET", people().dataset.url, { source: stream.source("here"), target: people(), swap: "outerMorph" });
  } catch {
    // cut off: asked again when somebody moves
  } finally {
    asking = false;
  }
}

function mark() {
  const found = new Map();
  for (const one of people()?.querySelectorAll("[data-here]") ?? []) {
    const form = document.getElementById(one.dataset.here || "nowhere");
    if (!form?.matches(MARKED)) continue;
    const whole = /-[0-9a-f]{8}-[0-9a-f-]{27}$/.test(form.id);
    if (!whole && one.dataset.hereIssue !== issue()) continue;
    const colour = /avatar-(\d)/.exec(one.querySelector(".avatar")?.className ?? "")?.[1] ?? "3";
    const before = found.get(form);
    found.set(form, { name: before ? `${before.name}, ${one.dataset.hereName}` : one.dataset.hereName, colour });
  }
  for (const form of document.querySelectorAll("[data-by]")) {
    if (found.has(form)) continue;
    delete form.dataset.by;
    delete form.dataset.byColour;
  }
  for (const [form, { name, colour }] of found) {
    form.dataset.by = name;
    form.dataset.byColour = colour;
  }
}

if (place) {
  stream.on("here", () => {
    const crowd = Number(people()?.dataset.people ?? 1);
    if (!due) due = setTimeout(ask, Math.random() * 40 * Math.max(0, crowd - 4));
  });
  stream.on("state", (state) => {
    if (state === "live") say().then(ask);
  });
  setInterval(() => {
    if (!document.hidden && stream.isUp()) say();
  }, STILL_HERE);
  setInterval(() => {
    if (stream.isUp()) ask(); // somebody who went without a word
  }, 2 * STILL_HERE);
  document.addEventListener("focusin", soon);
  document.addEventListener("focusout", () => setTimeout(soon));
  document.addEventListener("htmx:after:swap", mark);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) say(true);
    else say().then(ask);
  });
  addEventListener("pagehide", () => told !== null && say(true));
}
