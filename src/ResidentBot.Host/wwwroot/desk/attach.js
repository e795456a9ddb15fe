// A browser's own file field speaks the browser's language and is small: with this script its label is the button, and says what was chosen.
function tell(field) {
  field.closest(".attach").querySelector(".attach-name").textContent = [...field.files].map((file) => file.name).join(", ");
}

export function startAttach() {
  document.documentElement.dataset.attach = "";
  const fields = (root) => root.querySelectorAll(".attach input[type=file]");
  document.addEventListener("change", (event) => event.target.matches(".attach input[type=file]") && tell(event.target));
  // A form is emptied after it says that it will be.
  document.addEventListener("reset", (event) => setTimeout(() => fields(event.target).forEach(tell)));
  fields(document).forEach(tell);
}
