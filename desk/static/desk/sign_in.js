/** Say why a security key could not be used; the scripts that ask it would only tell the console. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.getElementById("key-failed");
  const why = { NotAllowedError: "refused", SecurityError: "address", InvalidStateError: "known" };
  const secure = window.isSecureContext && window.PublicKeyCredential;
  place.textContent = place.dataset[secure ? (why[event.detail.exception.name] ?? "other") : "address"];
  place.hidden = false;
});
