// The handle of a value curve: dragging or arrow keys move the level, the number field beside it is the truth.
const SHAPES = {
  linear: (x) => x,
  plateau: (x, at) => (at > 0 ? Math.min(1, x / at) : 1),
  peaked: (x, at) => (x <= at ? (at ? x / at : 1) : (1 - x) / (1 - at)),
  curved(x, half) {
    if (Math.abs(half - 0.5) < 1e-6) return x;
    if (half > 0.5) return 1 - SHAPES.curved(1 - x, 1 - half);
    const rate = rateOf(half);
    return (1 - Math.exp(-rate * x)) / (1 - Math.exp(-rate));
  },
};

// r of (1 - e^(-r x)) / (1 - e^(-r)) that makes `half` worth one half (half below 0.5), by bisection
function rateOf(half) {
  let low = 1e-6;
  let high = 500;
  for (let i = 0; i < 60; i += 1) {
    const rate = (low + high) / 2;
    if ((1 - Math.exp(-rate * half)) / (1 - Math.exp(-rate)) < 0.5) low = rate;
    else high = rate;
  }
  return low;
}

function read(svg) {
  const d = svg.dataset;
  const n = (name) => Number(d[name]);
  return { x0: n("x0"), x1: n("x1"), y0: n("y0"), y1: n("y1"), worst: n("worst"), best: n("best"), step: n("step") || 0, shape: d.shape };
}

function field(svg) {
  return document.getElementById(svg.dataset.field);
}

function draw(svg, level) {
  const c = read(svg);
  const shape = SHAPES[c.shape];
  if (!shape) return;
  const span = c.best - c.worst;
  const at = Math.min(0.98, Math.max(0.02, (level - c.worst) / span));
  const across = (position) => (span > 0 ? c.x0 + position * (c.x1 - c.x0) : c.x1 - position * (c.x1 - c.x0));
  const up = (value) => c.y0 + value * (c.y1 - c.y0);
  const path = Array.from({ length: 49 }, (_, i) => `${across(i / 48).toFixed(1)} ${up(shape(i / 48, at)).toFixed(1)}`);
  svg.querySelector("[data-curve-line]")?.setAttribute("d", `M${path.join("L")}`);
  const height = c.shape === "curved" ? 0.5 : shape(at, at);
  for (const mark of svg.querySelectorAll("[data-curve-handle] circle")) {
    mark.setAttribute("cx", across(at));
    mark.setAttribute("cy", up(height));
  }
  const guide = svg.querySelector(".guide");
  guide?.setAttribute("x1", across(at));
  guide?.setAttribute("x2", across(at));
  guide?.setAttribute("y1", up(height));
  const label = svg.querySelector("[data-curve-level]");
  label?.setAttribute("x", across(at));
}

function set(svg, level, final) {
  const c = read(svg);
  const low = Math.min(c.worst, c.best);
  const high = Math.max(c.worst, c.best);
  const stepped = c.step ? low + Math.round((level - low) / c.step) * c.step : level;
  const value = Math.min(high - c.step, Math.max(low + c.step, stepped));
  const input = field(svg);
  const text = String(Number(value.toFixed(6)));
  if (input) input.value = text;
  const label = svg.querySelector("[data-curve-level]");
  if (label) label.textContent = text;
  const handle = svg.querySelector("[data-curve-handle]");
  handle.setAttribute("aria-valuenow", text);
  handle.setAttribute("aria-valuetext", `${text} ${svg.dataset.unit ?? ""}`.trim());
  draw(svg, value);
  if (final) input?.dispatchEvent(new Event("change", { bubbles: true }));
}

function levelAt(svg, event) {
  const c = read(svg);
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const position = (point.x - c.x0) / (c.x1 - c.x0);
  const low = Math.min(c.worst, c.best);
  return low + position * Math.abs(c.best - c.worst);
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-curve-handle]");
  if (!handle) return;
  event.preventDefault();
  handle.focus();
  const svg = handle.closest("[data-curve]");
  handle.setPointerCapture(event.pointerId);
  const move = (moved) => set(svg, levelAt(svg, moved), false);
  const end = (ended) => {
    handle.removeEventListener("pointermove", move);
    if (ended.type === "pointerup") set(svg, levelAt(svg, ended), true);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", end, { once: true });
  handle.addEventListener("pointercancel", end, { once: true });
});

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.("[data-curve-handle]");
  if (!handle) return;
  const svg = handle.closest("[data-curve]");
  const c = read(svg);
  const one = c.step || Math.abs(c.best - c.worst) / 100;
  const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
  if (!by) return;
  event.preventDefault();
  set(svg, Number(handle.getAttribute("aria-valuenow")) + by * one * (event.shiftKey ? 10 : 1), true);
});

document.addEventListener("input", (event) => {
  if (!event.target.id) return;
  const svg = document.querySelector(`[data-curve][data-field="${CSS.escape(event.target.id)}"]`);
  const level = Number.parseFloat(event.target.value.replace(",", "."));
  if (svg && Number.isFinite(level)) draw(svg, level);
});
