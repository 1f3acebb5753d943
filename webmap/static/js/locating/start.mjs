// Sending a table in: a file can be dropped, and one sees that it is on its way.

const form = document.querySelector("[data-bulk-form]");
const drop = form.querySelector("[data-drop]");
const input = drop.querySelector("input[type=file]");

for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
form.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) drop.classList.remove("over");
});
form.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
});

const button = form.querySelector("button[type=submit]");
const wait = form.querySelector("[data-bulk-wait]");

function waiting(on) {
  wait.hidden = !on;
  button.disabled = on;
}

form.addEventListener("submit", () => waiting(true));
window.addEventListener("pageshow", () => waiting(false));
