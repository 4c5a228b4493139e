// Points of a drawing: hover and focus read their caption, arrow keys walk along the line.
function points(chart) {
  return [...chart.querySelectorAll(".pt")].filter((point) => point.getClientRects().length > 0);
}

function caption(chart) {
  return chart.querySelector("[data-chart-caption]");
}

function read(point) {
  const chart = point.closest("[data-chart]");
  const place = caption(chart);
  if (!place) return;
  place.dataset.first ??= place.textContent;
  place.textContent = point.dataset.caption;
  for (const other of chart.querySelectorAll(".pt.is-current")) other.classList.remove("is-current");
  point.classList.add("is-current");
}

function forget(chart) {
  const place = caption(chart);
  if (chart.querySelector(".pt:focus") || place?.dataset.first === undefined) return;
  place.textContent = place.dataset.first;
  for (const other of chart.querySelectorAll(".pt.is-current")) other.classList.remove("is-current");
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const point = event.target.closest?.("[data-chart] .pt");
    if (point) read(point);
  });
}

document.addEventListener("pointerout", (event) => {
  const chart = event.target.closest?.("[data-chart]");
  if (chart && !chart.contains(event.relatedTarget)) forget(chart);
});

document.addEventListener("keydown", (event) => {
  const point = event.target.closest?.("[data-chart] .pt");
  if (!point) return;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const all = points(point.closest("[data-chart]"));
  if (step) all[(all.indexOf(point) + step + all.length) % all.length].focus();
  else if (event.key === "Home") all[0].focus();
  else if (event.key === "End") all.at(-1).focus();
  else return;
  event.preventDefault();
});
