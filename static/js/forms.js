// Whether a form holds something that the server has not got yet.
export const FORMS = "form[method=post]";

function chosen(select) {
  const drawn = [...select.options].findIndex((option) => option.defaultSelected);
  return select.multiple ? drawn : Math.max(drawn, 0);
}

function changed(field) {
  if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return field.selectedIndex !== chosen(field);
  if (field.type === "file") return field.files.length > 0;
  return "defaultValue" in field && field.value !== field.defaultValue;
}

export function touched(form) {
  if (form.matches("[data-state=unsaved], [data-state=saving], [data-state=conflict], [data-state=invalid]")) return true;
  if (form.querySelector("[aria-invalid=true], .conflict, .kept")) return true;
  return [...form.elements].some(changed);
}
