// Completions of the line: who and what at its beginning, issues and their likely levels, people after an @.
const STARTS = [
  "they offer ", "we offer ", "they give ", "we give ", "they ask ", "we ask ", "they say ", "we say ", "we agree ",
  "they threaten ", "we point out ", "they object ", "our reply ", "their answer ", "our answer ", "bogey: ", "deadline: ", "we hold ",
  "pause: ", "resume", "note ", "informally ",
];
const MOST = 6;
let field = null;
let list = null;
let shown = [];
let chosen = -1;

const words = () => JSON.parse(document.getElementById("line-words")?.textContent ?? "{}");
const begins = (text, start) => text.toLowerCase().startsWith(start.toLowerCase());

// What could come where the caret is: [text put in, what it replaces, what stands beside it].
function candidates(text) {
  const { issues = [], people = [] } = words();
  const mark = /([@#])([^@#]*)$/.exec(text);
  if (mark) {
    const names = mark[1] === "@" ? people.map((one) => one.name) : issues.map((one) => one.name);
    return names.filter((name) => begins(name, mark[2])).map((name) => [`${name} `, mark[2].length, mark[1] === "@" ? "said by" : "issue"]);
  }
  const started = STARTS.some((start) => begins(text, start.trimEnd()));
  if (!started || STARTS.some((start) => begins(start, text) && start.trimEnd() !== text.trimEnd())) {
    return STARTS.filter((start) => begins(start, text)).map((start) => [start, text.length, ""]);
  }
  const piece = text.split(/[,;]\s*|\s(?:and|for|with)\s|^(?:\S+\s+)(?:offer|give|agree)\w*\s+/i).pop().trimStart();
  const issue = issues.find((one) => begins(piece, `${one.name} `));
  if (issue) {
    const typed = piece.slice(issue.name.length + 1);
    return issue.levels.filter((level) => begins(level, typed) && level !== typed).map((level) => [level, typed.length, "last said or possible"]);
  }
  if (!piece) return [];
  return issues
    .filter((one) => one.name.toLowerCase().split(/\s+/).some((word) => begins(word, piece)) || begins(one.name, piece))
    .map((one) => [`${one.name} `, piece.length, one.levels[0] ?? ""]);
}

function close() {
  shown = [];
  chosen = -1;
  if (list()) list().hidden = true;
  field()?.setAttribute("aria-expanded", "false");
  field()?.removeAttribute("aria-activedescendant");
}

function open() {
  const one = field();
  const caret = one.selectionStart;
  shown = caret === one.value.length && one.value ? candidates(one.value).slice(0, MOST) : [];
  chosen = -1;
  if (!shown.length) return close();
  list().replaceChildren(...shown.map(([text, , beside], place) => option(text, beside, place)));
  list().hidden = false;
  one.setAttribute("aria-expanded", "true");
}

function option(text, beside, place) {
  const made = document.createElement("li");
  made.id = `line-hint-${place}`;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  const name = document.createElement("span");
  name.textContent = text;
  const note = document.createElement("span");
  note.className = "faint small";
  note.textContent = beside;
  made.append(name, note);
  made.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take(place);
  });
  return made;
}

function take(place) {
  const [text, replaces] = shown[place];
  const one = field();
  one.setRangeText(text, one.value.length - replaces, one.value.length, "end");
  close();
  one.focus();
  one.dispatchEvent(new Event("input", { bubbles: true }));
}

function choose(step) {
  chosen = (chosen + step + shown.length) % shown.length;
  for (const [place, made] of [...list().children].entries()) made.setAttribute("aria-selected", String(place === chosen));
  field().setAttribute("aria-activedescendant", `line-hint-${chosen}`);
}

export function listen(where, places) {
  [field, list] = [where, places];
  document.addEventListener("input", (event) => event.target === field() && open());
  document.addEventListener("focusout", (event) => event.target === field() && close());
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.target !== field() || !shown.length || event.isComposing) return;
      if (event.key === "ArrowDown" || (event.key === "ArrowUp" && field().value)) choose(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "Tab" && !event.shiftKey) take(Math.max(chosen, 0));
      else if (event.key === "Enter" && chosen >= 0) take(chosen);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}
