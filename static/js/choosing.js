/* Keeps what is ticked in the library's list while its reader filters and turns pages. Without it, a button does. */

const ticks = () => [...document.querySelectorAll("#choose input[name=pick], [data-pick]:checked")].map((tick) => tick.value);

const links = [...document.querySelectorAll("main a[href^='?']:not([data-whole])")];

function carry() {
  const chosen = [...new Set(ticks())];
  const address = new URL(location.href);
  for (const link of [address, ...links]) {
    const url = new URL(link.href);
    url.searchParams.delete("pick");
    for (const slug of chosen) url.searchParams.append("pick", slug);
    link.href = url.href;
  }
  history.replaceState(null, "", address);
  document.querySelector("[data-ticked]").textContent = chosen.length;
}

for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;
for (const tick of document.querySelectorAll("[data-pick]")) tick.addEventListener("change", carry);

document.querySelector("#filters").addEventListener("formdata", ({ formData }) => {
  formData.delete("pick");
  for (const slug of new Set(ticks())) formData.append("pick", slug);
});
