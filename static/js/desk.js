/* Handing in an export with a progress bar, and watching a run. Both pages work without this. */

const form = document.querySelector("[data-hand-in]");
const run = document.querySelector("[data-progress]");

if (form) {
  const bar = form.querySelector("[data-upload]");
  const button = form.querySelector("button[type=submit]");
  const complain = (lines) => {
    form.querySelector("[data-errors-text]").replaceChildren(
      ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })),
    );
    form.querySelector("[data-errors]").hidden = !lines.length;
    bar.hidden = true;
    button.disabled = false;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const file = form.elements.data.files[0];
    if (file && file.size > form.elements.data.dataset.mostMegabytes * 1048576) {
      complain([form.dataset.tooLarge]);
      return;
    }
    complain([]);
    bar.hidden = false;
    button.disabled = true;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (sent) => {
      bar.querySelector("progress").value = (100 * sent.loaded) / sent.total;
    });
    request.addEventListener("load", () => {
      if (request.response?.address) location.assign(request.response.address);
      else if (request.response?.errors) complain(Object.values(request.response.errors).flat());
      else complain([request.status === 413 ? form.dataset.tooLarge : form.dataset.failed]);
    });
    request.addEventListener("error", () => complain([form.dataset.failed]));
    request.send(new FormData(form));
  });
}

async function look() {
  const answer = await fetch(run.dataset.progress).catch(() => null);
  if (answer?.redirected || answer?.status === 404) return;
  const now = answer?.ok ? await answer.json() : null;
  if (now?.over) {
    location.reload();
    return;
  }
  if (now) {
    document.querySelector("[data-outcome]").textContent = now.outcome;
    run.querySelector("progress").value = now.done;
    run.querySelector("[data-done]").textContent = `${now.done} %`;
    for (const [code, place] of Object.entries(now.stages)) run.querySelector(`[data-stage="${code}"]`).dataset.place = place;
  }
  setTimeout(look, document.hidden ? 10000 : 1000);
}

if (run) look();
