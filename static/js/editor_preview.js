// The preview follows each save and keeps its scroll; its links open beside it, not in it.

const frame = document.getElementById("preview");
let scroll = 0;

frame.addEventListener("load", () => {
  const page = frame.contentDocument;
  frame.contentWindow.scrollTo(0, scroll);
  for (const link of page.querySelectorAll("a[href]:not([href^='#'])")) {
    link.target = "_blank";
    link.rel = "noopener";
  }
});

document.addEventListener("card-kept", () => {
  scroll = frame.contentWindow.scrollY;
  frame.contentWindow.location.reload();
});
