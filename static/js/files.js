// A file may be dropped on its field; the name and size show before it is sent.
function field(zone) {
  return zone.querySelector("input[type=file]");
}

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-dropzone]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) {
      field(zone).files = event.dataTransfer.files;
      field(zone).dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}
