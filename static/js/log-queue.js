// Entries on their way to the server, in order. Each keeps its key, so that sent twice it is logged once; it is out of
// the queue when the server has answered with its number. One that was refused stays in sight and holds up none.
import { refresh } from "./live.js";
import * as stream from "./stream.js";

const PATIENCE = 10000;
const AGAIN = [500, 1000, 2000, 4000];
const items = []; // {key, sent, text, typed: when, state, element}
let place = null;
let url = "";
let edit = null;
let busy = false;
let failures = 0;
let timer = 0;
let token = "";

export function headers() {
  const kept = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
  return { "X-CSRFToken": token || kept["X-CSRFToken"] || "" };
}

export function start(where, address, take) {
  [place, url, edit] = [where, address, take];
  addEventListener("online", soon);
  stream.on("state", (state) => state === "live" && soon());
  addEventListener("beforeunload", (event) => items.length && event.preventDefault());
}

export function add(sent, text) {
  const element = document.createElement("li");
  items.push({ key: sent.get("key"), sent, text, typed: performance.now(), state: "waiting", element });
  show();
  send();
}

function soon() {
  clearTimeout(timer);
  timer = 0;
  failures = 0;
  send();
}

async function send() {
  const one = items.find((item) => item.state === "waiting");
  if (busy || !one) return;
  busy = true;
  const answer = await post(one);
  busy = false;
  const number = answer?.headers.get("Parley-Move");
  if (answer?.status === 200 && number) {
    failures = 0;
    one.state = "logged";
    one.number = number;
    refresh(document.getElementById("table"));
  } else if (answer && [409, 422].includes(answer.status)) {
    refused(one, await answer.text());
  } else {
    failures += 1;
    if (answer?.status === 403) await renew();
    timer ||= setTimeout(() => ((timer = 0), send()), AGAIN[Math.min(failures, AGAIN.length) - 1]);
    show();
    return;
  }
  show();
  send();
}

async function post(one) {
  const waited = Math.round((performance.now() - one.typed) / 1000);
  one.sent.set("ago", String(waited));
  const cut = new AbortController();
  const clock = setTimeout(() => cut.abort(), PATIENCE);
  try {
    return await fetch(url, {
      method: "POST",
      body: one.sent,
      headers: { ...headers(), "Parley-Queue": "1" },
      redirect: "manual",
      signal: cut.signal,
    });
  } catch {
    return null;
  } finally {
    clearTimeout(clock);
  }
}

// Whoever signed in again in another tab has a new token: it stands in a fresh page.
async function renew() {
  try {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    token = JSON.parse(fresh.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"] ?? token;
  } catch {
    // still away
  }
}

function refused(one, html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  one.state = "refused";
  one.element.className = "is-refused";
  one.element.replaceChildren(...parsed.body.childNodes, ways(one));
  for (const form of one.element.querySelectorAll("[data-refused]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.dataset.refused === "again") again(one, new FormData(form));
      else ask(one, form);
    });
  }
}

function ways(one) {
  const row = document.createElement("div");
  row.className = "row";
  if (one.sent.get("line")) row.append(button("Change it", () => (drop(one), edit(one.sent))));
  row.append(button("Do not log it", () => drop(one)));
  return row;
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small button-quiet";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function again(one, fields) {
  for (const [name, value] of fields) if (name !== "csrfmiddlewaretoken") one.sent.set(name, value);
  one.state = "waiting";
  one.element.className = "";
  show();
  send();
}

async function ask(one, form) {
  const asked = { ...one, sent: new URLSearchParams(new FormData(form)) };
  try {
    const answer = await fetch(form.action, { method: "POST", body: asked.sent, headers: { ...headers(), "Parley-Queue": "1" } });
    if (answer.ok) {
      drop(one);
      refresh(document.getElementById("table"));
    } else if (answer.status === 422) refused(one, await answer.text());
  } catch {
    // offline: what was typed stays
  }
}

function drop(one) {
  items.splice(items.indexOf(one), 1);
  show();
  document.getElementById("line")?.focus();
}

// An acknowledged entry leaves the list when the log shows it.
export function landed() {
  for (const one of items.filter((item) => item.state === "logged")) {
    if (document.getElementById(`entry-${one.number}`)) items.splice(items.indexOf(one), 1);
  }
  place = document.getElementById("unsent") ?? place;
  show();
}

const WORDS = { waiting: "Not sent yet", logged: "Logged as entry" };

function show() {
  for (const one of items) {
    if (one.state === "refused") continue;
    const text = document.createElement("span");
    text.className = "secret";
    text.textContent = one.text;
    const state = document.createElement("span");
    state.className = "unsent-state";
    state.textContent = ` ${WORDS[one.state]}${one.number ? ` ${one.number}` : ""}${failures && one.state === "waiting" ? ": kept here, trying again" : ""}`;
    one.element.dataset.state = one.state;
    one.element.replaceChildren(text, state);
  }
  place.replaceChildren(...items.map((one) => one.element));
}
