// Saving, as the head of a deal says it: only an answer with the server's number is "saved". What the server did not
// get stays in its field, marked, and is sent again when the server is back.
import { FORMS, touched } from "./forms.js";
import * as stream from "./stream.js";

const AGAIN = 3000;
const RETRIED = "form[data-cell], form.field-group"; // saving one of these twice is the same as once
const ADDING = ".register-new, .talk-form, .add-line, [id$=-new]";
const place = document.getElementById("live-status");
const open = new Map(); // saves under way, each with what its form held when it was sent
let saved = "";
let adding = ""; // the id of a form whose row was just added
let timer = 0;

const unsaved = () => [...document.querySelectorAll(`:is(${RETRIED})[data-state=unsaved]:not([data-refused])`)];

function show() {
  if (!place) return;
  const up = document.getElementById("live")?.dataset.state ?? "connecting";
  let word = { live: "Live", polling: "Polling", connecting: "Connecting", offline: "Offline", gone: "Signed out" }[up];
  let state = up;
  if (unsaved().length) [state, word] = ["unsaved", "Not saved: your text is kept, trying again"];
  else if (open.size) [state, word] = ["saving", "Saving…"];
  else if (saved && stream.isUp()) word = `Saved · ${saved}`;
  else if (up === "offline") word = "Offline: what you type is kept, trying again";
  place.dataset.state = state;
  const words = place.querySelector("[data-live-words]");
  if (words.textContent !== word) words.textContent = word;
  place.title = up === "polling" ? "No stream gets through here; the page asks every few seconds" : "";
}

const isSave = (ctx) => ctx?.request?.method === "POST" && Boolean(ctx.sourceElement?.closest?.("form"));

const held = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();

document.addEventListener("htmx:before:request", (event) => {
  const ctx = event.detail.ctx;
  if (!isSave(ctx)) return;
  open.set(ctx, held(ctx.sourceElement.closest("form")));
  show();
});

// Before the swap, which may take the form out of the page: what it sends after that nobody hears.
document.addEventListener("htmx:after:request", (event) => {
  const ctx = event.detail.ctx;
  if (!open.has(ctx)) return;
  if (ctx.response?.status === 200 && ctx.response.headers?.get?.("Parley-Seq")) {
    saved = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    emptied(ctx.sourceElement.closest("form"), open.get(ctx));
  }
  open.delete(ctx);
  show();
});

document.addEventListener("htmx:finally:request", (event) => {
  if (open.delete(event.detail.ctx)) show();
});

// What was added leaves the form that adds, unless somebody typed on: a morph keeps what a field shows. Who adds rows by
// keyboard stays in the form, also where it was drawn anew. Other forms show what they are set to, and keep it.
function emptied(form, sent) {
  if (form.isConnected && form.matches(ADDING) && held(form) === sent) form.reset();
  if (form.matches(".register-new")) adding = form.id;
}

document.addEventListener("htmx:after:swap", () => {
  if (adding && document.activeElement === document.body) document.querySelector(`#${adding} input:not([type=hidden])`)?.focus();
  adding = "";
});

// A save that failed is sent again when the server is back: the same value over the same version is written once.
function failed(event) {
  const ctx = event.detail.ctx;
  const form = ctx?.sourceElement;
  if (!form?.matches?.(RETRIED)) return;
  const status = ctx.response?.status ?? 0;
  if (status === 409 || status === 422) return; // answered in the form
  form.dataset.state = "unsaved";
  form.toggleAttribute("data-refused", status >= 400 && status < 500 && status !== 429);
  later();
  show();
}

function later() {
  if (!timer && unsaved().length) timer = setTimeout(again, AGAIN * (0.7 + 0.6 * Math.random()));
}

function again() {
  clearTimeout(timer);
  timer = 0;
  for (const form of unsaved()) {
    if (form.contains(document.activeElement) && document.activeElement.dataset.composing !== undefined) continue;
    form.requestSubmit();
  }
  show();
}

document.addEventListener("htmx:error", failed);
document.addEventListener("htmx:response:error", failed);
document.addEventListener("htmx:after:swap", show);
stream.on("state", (state) => {
  if (state === "live" && unsaved().length) again();
  show();
});
addEventListener("online", () => unsaved().length && again());

addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll(FORMS)].some((form) => form.matches(RETRIED) && touched(form))) event.preventDefault();
});
show();
