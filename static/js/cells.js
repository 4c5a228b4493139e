// Cells of the plan: a form with one field each, saved when the field is left.
// The server alone says "saved"; a text that it has not confirmed is never thrown away.
import { toast } from "./toasts.js";

const CELL = "form[data-cell]";
const seen = new WeakMap(); // form -> the version its reader saw when the field was entered
const waiting = new Set(); // forms whose text the server has not confirmed

function field(form) {
  return form.querySelector("[name=value]");
}

// What the server drew last: a rejected text too, so that it can be mended.
function drawn(input) {
  if (input.tagName !== "SELECT") return input.defaultValue;
  return [...input.options].find((option) => option.defaultSelected)?.value ?? input.options[0]?.value;
}

// What is stored: differs from what is drawn only beside an error (data-saved).
function stored(input) {
  return input.dataset.saved ?? drawn(input);
}

function dirty(form) {
  const input = field(form);
  return Boolean(input) && input.value !== stored(input);
}

function state(form, word) {
  if (word) form.dataset.state = word;
  else delete form.dataset.state;
}

function save(form) {
  if (dirty(form) && form.dataset.state !== "saving") form.requestSubmit();
}

function neighbour(form, rows) {
  const cell = form.closest("td");
  const row = cell?.closest("tr");
  const all = row ? [...row.parentElement.rows].filter((one) => one.cells.length === row.cells.length) : [];
  const other = all[all.indexOf(row) + rows]?.cells[cell.cellIndex];
  return other?.querySelector(`${CELL} [name=value]:not(:disabled)`);
}

document.addEventListener("focusin", (event) => {
  const form = event.target.closest(CELL);
  if (!form || event.target.name !== "value") return;
  seen.set(form, form.elements.version?.value);
  if (event.target.select) event.target.select();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest(CELL);
  if (!form || event.target.name !== "value") return;
  const text = form.querySelector("[data-cell-text]");
  if (text) text.textContent = event.target.selectedOptions?.[0]?.textContent ?? event.target.value;
  save(form);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(CELL);
  if (!form || event.target.name !== "value" || event.isComposing) return;
  const isText = event.target.tagName === "INPUT";
  if (event.key === "Enter" && isText) {
    event.preventDefault();
    const next = neighbour(form, event.shiftKey ? -1 : 1);
    if (next) next.focus(); // leaving the field saves it
    else event.target.blur();
  } else if (event.key === "Escape" && isText) {
    event.target.value = stored(event.target);
    state(form, "");
    event.target.select();
  } else if (isText && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const next = neighbour(form, event.key === "ArrowDown" ? 1 : -1);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
});

// To edit, both values stay in sight: the box goes when the field is saved.
document.addEventListener("click", (event) => {
  const again = event.target.closest("[data-cell-edit]");
  const form = again?.closest(CELL) ?? document.getElementById(again?.dataset.cellEdit ?? "");
  if (!form) return;
  state(form, "");
  field(form).focus();
});

// What gave way to a teammate's value is shown beside a cell by the server; elsewhere it is said here.
document.addEventListener("click", (event) => {
  event.target.closest("[data-kept-close]")?.closest(".kept")?.remove();
  const theirs = event.target.closest("[name=resolve][value=theirs]");
  if (!theirs || theirs.closest(CELL)) return;
  const mine = theirs.closest(".conflict")?.querySelector("[data-conflict-mine]")?.textContent.trim();
  if (mine) toast({ text: `Theirs is kept. You had written: ${mine}`, kind: "bad" });
});

// What the reader saw is what the write names, even if a teammate's newer version arrived meanwhile.
document.addEventListener("htmx:config:request", (event) => {
  const ctx = event.detail.ctx;
  const form = ctx.sourceElement;
  if (!form.matches?.(CELL)) return;
  const version = seen.get(form);
  if (version !== undefined && !event.detail.ctx.request.body?.has?.("resolve")) {
    ctx.request.body?.set?.("version", version);
  }
});

document.addEventListener("htmx:before:request", (event) => {
  const form = event.detail.ctx.sourceElement;
  if (!form.matches?.(CELL)) return;
  waiting.add(form);
  state(form, "saving");
});

// A field that somebody has entered but not changed follows what a teammate wrote, and so does the version seen.
let entered = null;
document.addEventListener("htmx:before:swap", () => {
  const form = document.activeElement?.closest?.(CELL);
  const input = form && field(form);
  entered = input && input === document.activeElement && !dirty(form) ? { form, all: whole(input) } : null;
});

function whole(input) {
  return Boolean(input.value) && input.selectionStart === 0 && input.selectionEnd === input.value.length;
}

function follow() {
  const { form, all } = entered ?? {};
  const input = form?.isConnected && field(form);
  if (!input || input !== document.activeElement) return;
  seen.set(form, form.elements.version?.value);
  const value = drawn(input);
  if (value === undefined || input.value === value) return;
  const caret = input.selectionStart;
  input.value = value;
  if (all) input.select?.();
  else input.setSelectionRange?.(caret, caret);
}

document.addEventListener("htmx:after:swap", (event) => {
  follow();
  const source = event.detail.ctx?.sourceElement;
  if (source?.matches?.(CELL)) {
    waiting.delete(source);
    if (source.isConnected) seen.set(source, source.elements.version?.value);
    if (source.dataset.state === "saving") state(source, "");
  }
  // A morph leaves alone what a field shows; show what the server says, except where somebody is typing.
  for (const form of document.querySelectorAll(CELL)) {
    const input = field(form);
    const typing = input === document.activeElement && form !== source;
    if (!input || typing || waiting.has(form) || form.dataset.state === "unsaved") continue;
    const value = drawn(input);
    if (value !== undefined && input.value !== value) {
      input.value = value;
      if (input === document.activeElement) input.select?.();
    }
  }
});
