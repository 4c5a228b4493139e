// The event stream of a deal: htmx's hx-sse, watched. It says when to look; it carries no content.
// Where no stream gets through, the same address is asked every few seconds instead.
const POLL = 4000;
const SILENT = 40000; // the server says something every 15 seconds
const FAILURES = 3;
const AGAIN_AT_MOST = 8000;

const place = document.getElementById("live");
const listeners = { edit: [], reset: [], jobs: [], here: [], state: [] };
let element = null;
let connection = null;
let last = Number(place?.dataset.seq ?? 0);
let heard = Date.now();
let failures = 0;
let polling = 0;
let again = 0;

// Each kind of request has an element of its own to come from: htmx lets one element wait with one request at a time.
const sources = new Map();
export function source(name) {
  if (!sources.has(name)) {
    const one = document.createElement("div");
    one.dataset.quiet = "";
    place.append(one);
    sources.set(name, one);
  }
  return sources.get(name);
}

export const isOurs = (one) => Boolean(place?.contains(one));

export function on(name, listener) {
  listeners[name].push(listener);
}

function tell(name, detail) {
  for (const listener of listeners[name]) listener(detail);
}

function state(word) {
  if (place.dataset.state === word) return;
  place.dataset.state = word;
  tell("state", word);
}

export const isUp = () => ["live", "polling"].includes(place?.dataset.state);

function hear(event) {
  heard = Date.now();
  failures = 0;
  const name = event.type;
  const data = event.detail.data ? JSON.parse(event.detail.data) : {};
  if (data.seq) last = Math.max(last, data.seq);
  state("live");
  stopPolling();
  if (listeners[name]) tell(name, data);
}

function connect() {
  clearTimeout(again);
  again = 0;
  connection?.reader?.cancel().catch(() => {}); // a stream that has broken off by itself says so here too
  connection?.abortController?.abort();
  element?.remove();
  element = document.createElement("div");
  element.dataset.quiet = "";
  element.setAttribute("hx-sse:connect", `${place.dataset.stream}?after=${last}`);
  element.setAttribute("hx-config", '{"sse": {"reconnectMaxDelay": 4000}}');
  for (const name of ["hello", "beat", "edit", "reset", "jobs", "here"]) element.addEventListener(name, hear);
  place.append(element);
  heard = Date.now();
  window.htmx.process(element);
}

// The deal, the session or the right to see it is gone: a fresh page says so, and shows nothing of it.
function gone(status) {
  if (status !== 401 && status !== 404) return false;
  state("gone");
  location.reload();
  return true;
}

function failed(status) {
  failures += 1;
  if (gone(status)) return;
  if (failures >= FAILURES || !navigator.onLine) state(place.dataset.state === "polling" ? "polling" : "offline");
  else if (place.dataset.state !== "polling") state("connecting");
  if (failures >= FAILURES) startPolling();
}

function startPolling() {
  if (!polling) polling = setInterval(poll, POLL);
}

function stopPolling() {
  clearInterval(polling);
  polling = 0;
}

async function poll() {
  if (document.hidden) return;
  try {
    const answer = await fetch(`${place.dataset.stream}?after=${last}`, { headers: { Accept: "application/json" } });
    if (gone(answer.status)) return;
    if (!answer.ok) throw new Error(String(answer.status));
    const news = await answer.json();
    if (!polling) return; // the stream came back meanwhile
    last = Math.max(last, news.seq);
    state("polling");
    if (news.reset) tell("reset", news);
    for (const event of news.events) tell("edit", event);
    tell("jobs", {});
    tell("here", {});
  } catch {
    if (polling) state("offline");
  }
}

function retryFirst(event) {
  if (event.detail.ctx?.sourceElement !== element || !element) return;
  failed(event.detail.ctx.response?.status);
  if (!again) again = setTimeout(connect, Math.min(AGAIN_AT_MOST, 500 * 2 ** failures) * (0.7 + 0.6 * Math.random()));
}

if (place) {
  document.addEventListener("htmx:sse:after:connection", (event) => {
    if (event.target === element) connection = event.detail.connection;
  });
  document.addEventListener("htmx:sse:error", (event) => {
    if (event.target === element) failed(event.detail.status);
  });
  // The extension comes back by itself once a stream has stood; the first attempt is ours to repeat.
  document.addEventListener("htmx:error", retryFirst);
  document.addEventListener("htmx:response:error", retryFirst);
  // A laptop that slept has a connection that is dead without knowing it.
  setInterval(() => {
    if (!document.hidden && Date.now() - heard > SILENT) connect();
  }, 5000);
  addEventListener("online", connect);
  addEventListener("offline", () => state("offline"));
  addEventListener("pageshow", (event) => event.persisted && connect());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) heard = Date.now(); // a hidden tab lets go of its stream, and takes it up again here
  });
  if (document.readyState === "complete") connect();
  else addEventListener("load", connect);
}
