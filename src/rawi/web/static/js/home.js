// Files dropped anywhere on the box are those of the form; it is sent at once.
document.documentElement.classList.add("js");
const box = document.getElementById("drop");
const input = document.getElementById("files");
if (box && input) {
  // what was chosen, in the words of the interface and not of the browser
  const chosen = document.getElementById("chosen");
  const show = () => {
    const names = [...input.files].map((file) => Object.assign(document.createElement("bdi"), { textContent: file.name }));
    chosen.replaceChildren(...(names.length ? names.flatMap((name, n) => (n ? [" · ", name] : [name])) : [chosen.dataset.none]));
  };
  input.addEventListener("change", show);
  show();
  for (const name of ["dragover", "dragenter"])
    box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    show();
    input.form.requestSubmit();
  });
}
