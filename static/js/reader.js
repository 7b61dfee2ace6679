/* The reader of PDFs on a publication's page: fetched when somebody asks for it, or comes by an address with #page=5. */

const box = document.querySelector("[data-reader]");
const part = (name) => box.querySelector(`[data-${name}]`);
const stage = part("stage");
const canvas = stage.querySelector("canvas");
const words = part("words");
const number = part("number");
let pdfjs, loading, pdf, file, page, painting, wait;
let zoom = 1;

for (const link of document.querySelectorAll("[data-read]")) link.hidden = false;

const say = (name, count = "") => {
  part("status").textContent = name ? box.dataset[name].replace("%", count) : "";
};

async function load(link) {
  say("loading", "0 %");
  pdfjs ??= await import(box.dataset.pdfjs);
  pdfjs.GlobalWorkerOptions.workerSrc = box.dataset.worker;
  loading?.destroy();
  loading = pdfjs.getDocument({ url: link.dataset.url, useWasm: false, wasmUrl: box.dataset.decoders });
  loading.onProgress = ({ loaded, total }) => total && say("loading", `${Math.min(100, Math.round((100 * loaded) / total))} %`);
  pdf = await loading.promise;
  part("title").textContent = link.dataset.title;
  part("pages").textContent = number.max = pdf.numPages;
  part("download").href = link.dataset.url;
}

async function paint() {
  const sheet = await pdf.getPage(page);
  const fit = stage.clientWidth / sheet.getViewport({ scale: 1 }).width;
  const viewport = sheet.getViewport({ scale: fit * zoom });
  const density = Math.min(devicePixelRatio || 1, 2);
  painting?.cancel();
  canvas.width = viewport.width * density;
  canvas.height = viewport.height * density;
  stage.style.setProperty("--total-scale-factor", viewport.scale);
  canvas.style.inlineSize = `${Math.floor(viewport.width)}px`;
  painting = sheet.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
  words.replaceChildren();
  new pdfjs.TextLayer({ textContentSource: sheet.streamTextContent(), container: words, viewport }).render();
  await painting.promise.catch((error) => {
    if (error.name !== "RenderingCancelledException") throw error;
  });
}

async function turn(to) {
  page = Math.min(Math.max(1, to || 1), pdf.numPages);
  number.value = page;
  for (const button of box.querySelectorAll("[data-step]")) {
    const next = page + Number(button.dataset.step);
    button.disabled = next < 1 || next > pdf.numPages;
  }
  history.replaceState(null, "", `#file=${file}&page=${page}`);
  await paint();
  stage.scrollTop = stage.scrollLeft = 0;
  say("shown", `${page} / ${pdf.numPages}`);
}

async function open() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (!asked.has("page")) return;
  const wanted = asked.get("file") ?? box.dataset.first;
  const link = document.querySelector(`[data-read="${CSS.escape(wanted)}"]`);
  if (!link) return;
  box.hidden = false;
  box.scrollIntoView();
  try {
    if (wanted !== file) {
      file = wanted;
      await load(link);
    }
    await turn(Number(asked.get("page")));
    stage.focus({ preventScroll: true });
  } catch (error) {
    file = undefined;
    say(error.name === "PasswordException" ? "locked" : "failed");
  }
}

box.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button || !pdf) return;
  const { step, scale, close } = button.dataset;
  if (step) turn(page + Number(step));
  if (scale) {
    zoom = Math.min(4, Math.max(1, zoom * Number(scale)));
    paint();
  }
  if (close !== undefined) {
    box.hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
    document.querySelector(`[data-read="${file}"]`).focus();
  }
});
number.addEventListener("change", () => pdf && turn(Math.trunc(number.value)));
stage.addEventListener("keydown", ({ key }) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step && pdf && zoom === 1) turn(page + step);
});
addEventListener("resize", () => {
  clearTimeout(wait);
  if (pdf && !box.hidden) wait = setTimeout(paint, 200);
});
addEventListener("hashchange", open);
open();
