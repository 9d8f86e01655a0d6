/** Brings the calculator to life on the page that has one; on any other page nothing more is loaded. */
if (document.querySelector(".calculator")) import("./calculator/page.js");
