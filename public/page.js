// @ts-check
// Our own page lends its title to the app. The element itself leaves the document head alone: in a host page it is the host's.

document.addEventListener("pomona-title", (event) => {
  document.title = /** @type {CustomEvent<{ title: string }>} */ (event).detail.title;
});
