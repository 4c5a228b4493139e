// The line of the log: entries go into a queue in memory, each with a key of its own, and are sent one after the other
// until the server has answered each with its number. Nothing of it is kept in the browser's storage.
import { listen as hints } from "./log-hints.js";
import * as queue from "./log-queue.js";

const form = () => document.getElementById("say");
const line = () => document.getElementById("line");
const heard = () => document.getElementById("heard");
const KEPT = ["say", "heard", "unsent"];
const PAUSE = 120;
let timer = 0;
let asked = null;

function data(fields) {
  const sent = new URLSearchParams();
  for (const [name, value] of new FormData(fields)) if (typeof value === "string" && value !== "") sent.append(name, value);
  return sent;
}

function submit(event) {
  const sent = data(form());
  if (!sent.get("line") && !sent.get("kind")) {
    line().focus();
    return;
  }
  sent.set("key", crypto.randomUUID());
  queue.add(sent, sent.get("line") || `${sent.get("party") ?? ""} ${sent.get("kind")} ${sent.get("words") ?? ""}`);
  clear();
}

function clear() {
  form().reset();
  form().elements.line.value = "";
  form().elements.corrects.value = "";
  fixing(null);
  hear("");
  line().focus();
}

// A page that is shown, with what is typed in it, is left alone by what is swapped in around it.
for (const [kind, on] of [["htmx:before:swap", true], ["htmx:after:swap", false]]) {
  document.addEventListener(kind, (event) => {
    if (event.detail.ctx?.target?.id !== "table") return;
    for (const id of KEPT) document.getElementById(id)?.toggleAttribute("hx-morph-skip", on);
    if (!on) queue.landed();
  });
}

async function read() {
  const text = line()?.value ?? "";
  asked?.abort();
  if (!text.trim()) return hear("");
  asked = new AbortController();
  try {
    const answer = await fetch(form().dataset.reads, {
      method: "POST",
      body: new URLSearchParams({ line: text }),
      headers: { ...queue.headers(), "HX-Request": "true" },
      signal: asked.signal,
    });
    if (answer.ok && line().value === text) hear(await answer.text());
  } catch {
    // offline: the entry is read when it is sent
  }
}

function hear(html) {
  if (!heard()) return;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  heard().replaceChildren(...parsed.body.childNodes);
}

// The arrow up in an empty line takes the reader's last entry up again: Enter puts the new one in its place.
function correct() {
  const last = document.querySelector("[data-own-last]");
  if (!last) return;
  form().elements.corrects.value = last.dataset.entry;
  line().value = last.dataset.line;
  fixing(last.id.replace("entry-", ""));
  read();
}

function fixing(number) {
  const place = document.getElementById("say-fixing");
  place.hidden = number === null;
  place.textContent = number === null ? "" : `In place of entry ${number}, which is taken back. Esc leaves it as it is.`;
}

function say(text) {
  const field = line();
  const before = field.value.slice(0, field.selectionStart);
  const gap = before && !/[\s#@]$/.test(before) ? " " : "";
  field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function issue(name) {
  const text = line().value.trimEnd();
  const asks = /^(?:\d\d?:\d\d\s+)?\S*\s*(?:ask|asks|say|says|object|objects|threat\S*|point\S*|leverage|bogey|note|answer\S*|reply|hold\S*)\b/i.test(text);
  if (asks) return say(`#${name} `);
  const more = /\d\S*$|\)$/.test(text) && !/[,;]$/.test(text);
  if (more) line().value = `${text},`;
  line().setSelectionRange(line().value.length, line().value.length);
  say(`${name} `);
}

// A row of chips is one stop of the Tab key; the arrows go along it.
function alongChips(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const from = event.target.closest?.(".desk-chip");
  const next = step && from && (step > 0 ? from.nextElementSibling : from.previousElementSibling);
  if (!next) return;
  event.preventDefault();
  [from.tabIndex, next.tabIndex] = [-1, 0];
  next.focus();
}

if (form()) {
  queue.start(document.getElementById("unsent"), form().action, (sent) => {
    line().value = sent.get("line") ?? "";
    line().focus();
    read();
  });
  hints(() => line(), () => document.getElementById("line-hints"));
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "say") return;
    event.preventDefault();
    submit();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "line") return;
    clearTimeout(timer);
    timer = setTimeout(read, PAUSE);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "line" || event.defaultPrevented || event.isComposing) return;
    if (event.key === "ArrowUp" && !line().value) {
      event.preventDefault();
      correct();
    } else if (event.key === "ArrowDown" && !line().value) {
      const refused = document.querySelector("#unsent .is-refused :is(input:not([type=hidden]), button)");
      if (refused) event.preventDefault();
      refused?.focus();
    } else if (event.key === "Escape" && line().value) {
      event.preventDefault();
      clear();
    } else if (event.key === "?" && !line().value) {
      event.preventDefault();
      document.querySelector("[data-shortcuts-open]")?.click();
    }
  });
  document.addEventListener("keydown", alongChips);
  document.addEventListener("click", (event) => {
    const chip = event.target.closest?.("[data-say], [data-say-issue]");
    if (!chip) return;
    if (chip.dataset.sayIssue) issue(chip.dataset.sayIssue);
    else say(chip.dataset.say);
  });
}
