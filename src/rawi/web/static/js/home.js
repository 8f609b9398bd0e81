// Files dropped anywhere on the box are those of the form; it is sent at once.
const box = document.getElementById("drop");
const input = document.getElementById("files");
if (box && input) {
  for (const name of ["dragover", "dragenter"])
    box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.form.requestSubmit();
  });
}
